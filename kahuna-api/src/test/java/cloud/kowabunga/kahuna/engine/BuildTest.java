package cloud.kowabunga.kahuna.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BuildTest {
    @TempDir
    private Path folder;

    @Test
    void a_jar_is_known_by_the_beginning_of_its_digest() throws IOException {
        var jar = Files.writeString(folder.resolve("kahuna-api.jar"), "abc");
        // The SHA-256 of "abc", as FIPS 180-2 gives it.
        assertThat(Build.of(jar.toFile())).isEqualTo(new Build("ba7816bf8f01"));
        assertThat(Build.of(folder.toFile())).isEqualTo(new Build("unpacked"));
    }

    @Test
    void it_stands_in_the_name_that_histories_carry() {
        assertThat(new Build("ba7816bf8f01").identity()).startsWith("kahuna build ba7816bf8f01 ");
    }
}
