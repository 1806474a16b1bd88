package cloud.kowabunga.endtoend;

import cloud.kowabunga.koala.client.Credential;
import cloud.kowabunga.koala.client.Kahuna;
import cloud.kowabunga.koala.client.KahunaClientContract;
import java.net.URI;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** The real Kahuna keeps the contract on which Koala relies, as the in-memory one of Koala's own tests does. */
@ExtendWith(Platform.Shared.class)
final class KoalaClientIT extends KahunaClientContract {
    private Platform platform;

    @BeforeEach
    void on(Platform platform) {
        this.platform = platform;
    }

    @Override
    protected Kahuna kahuna() {
        return new Kahuna(URI.create(platform.status().path("api").asText()));
    }

    @Override
    protected Credential credential() {
        return new Credential.Key(Platform.read(platform.home().resolve("secrets/admin-key")));
    }
}
