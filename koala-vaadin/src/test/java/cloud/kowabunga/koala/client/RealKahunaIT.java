package cloud.kowabunga.koala.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The real Kahuna keeps the contract too. Runs by its name on a platform that is up, for example {@code -Dtest=RealKahunaIT}
 * {@code -Dkoala.test.kahuna=http://127.0.0.1:8480 -Dkoala.test.key-file=…/secrets/admin-key}.
 */
@EnabledIfSystemProperty(named = "koala.test.kahuna", matches = "http.*")
final class RealKahunaIT extends KahunaClientContract {
    @Override
    protected Kahuna kahuna() {
        return new Kahuna(URI.create(System.getProperty("koala.test.kahuna", "")));
    }

    @Override
    protected Credential credential() {
        try {
            return new Credential.Key(Files.readString(Path.of(System.getProperty("koala.test.key-file", "")))
                    .strip());
        } catch (IOException e) {
            throw new AssertionError("The file of the key cannot be read.", e);
        }
    }
}
