package cloud.kowabunga.kahuna.wire;

import org.jspecify.annotations.Nullable;

/** What a person signs in with; the answer carries the token and never the password. */
public record UserCredentials(
        @Nullable String email,
        @Nullable String password,
        @Nullable String jwt) {
    /** Without the secrets, so that it may stand in a log by accident. */
    @Override
    public String toString() {
        return "UserCredentials[" + email + "]";
    }
}
