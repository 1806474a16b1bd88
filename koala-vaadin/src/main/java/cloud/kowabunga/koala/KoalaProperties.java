package cloud.kowabunga.koala;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Koala's own settings.
 *
 * @param kahuna where Kahuna's API is: scheme, name and port
 * @param agents where the machines of regions reach Kahuna, ws or wss, for the command that joins an agent; derived from
 *     {@code kahuna} where absent
 * @param temporalConsole where the Temporal console is, as a browser reaches it; what Kahuna says where absent
 * @param temporalNamespace the namespace of the platform's workflows
 * @param simulated whether the sign-in page says that regions exist in memory only; after it, Kahuna itself is asked
 * @param publicUrl where people's browsers reach Koala; absent: where their requests come to
 * @param oidc the company's identity provider; absent: people sign in with a password or a key
 */
@ConfigurationProperties("koala")
public record KoalaProperties(
        URI kahuna,
        @Nullable URI agents,
        @Nullable String temporalConsole,
        String temporalNamespace,
        boolean simulated,
        @Nullable URI publicUrl,
        @Nullable Oidc oidc) {
    public KoalaProperties {
        var scheme = kahuna.getScheme();
        if (!"http".equals(scheme) && !"https".equals(scheme)) {
            throw new IllegalArgumentException(
                    "koala.kahuna is '%s'; it must be an address that begins with http:// or https://."
                            .formatted(kahuna));
        }
        if (agents != null && !"ws".equals(agents.getScheme()) && !"wss".equals(agents.getScheme())) {
            throw new IllegalArgumentException(
                    "koala.agents is '%s'; it must be an address that begins with ws:// or wss://.".formatted(agents));
        }
    }

    /**
     * The company's identity provider (OpenID Connect). Kahuna must be told of the same one.
     *
     * @param issuer as its tokens name it; its configuration is read below it
     * @param clientId as which Koala is known to it
     * @param clientSecretFile with what Koala proves itself to it
     * @param title what it is called on the button
     */
    public record Oidc(
            URI issuer,
            String clientId,
            Path clientSecretFile,
            @DefaultValue("the company's account") String title) {}
}
