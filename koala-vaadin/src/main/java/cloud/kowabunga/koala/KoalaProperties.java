package cloud.kowabunga.koala;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Koala's own settings.
 *
 * @param kahuna where Kahuna's API is: scheme, name and port
 * @param temporalConsole where the Temporal console is, as a browser reaches it; what Kahuna says where absent
 * @param temporalNamespace the namespace of the platform's workflows
 * @param simulated whether the sign-in page says that regions exist in memory only; after it, Kahuna itself is asked
 */
@ConfigurationProperties("koala")
public record KoalaProperties(
        URI kahuna, @Nullable String temporalConsole, String temporalNamespace, boolean simulated) {
    public KoalaProperties {
        var scheme = kahuna.getScheme();
        if (!"http".equals(scheme) && !"https".equals(scheme)) {
            throw new IllegalArgumentException(
                    "koala.kahuna is '%s'; it must be an address that begins with http:// or https://."
                            .formatted(kahuna));
        }
    }
}
