package cloud.kowabunga.kahuna.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** What an identity provider gave a person who signed in there. */
public record IdentityToken(
        @JsonProperty("id_token") @Nullable String idToken) {
    /** Without the secret, so that it may stand in a log by accident. */
    @Override
    public String toString() {
        return "IdentityToken";
    }
}
