package cloud.kowabunga.kahuna.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ReplayTest {
    private static final Path STORED =
            Path.of("../workflows/src/test/resources/histories/CreateVolume-of-a-template-done.json");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void a_history_of_this_code_replays() {
        assertThat(replay(STORED)).isZero();
        assertThat(text()).contains("replays");
    }

    @Test
    void a_history_that_other_code_made_does_not() throws IOException {
        var other = Files.writeString(
                folder.resolve("other.json"),
                Files.readString(STORED)
                        .replace("\"BlockStore.Clone\"", "\"BlockStore.CloneOfOld\"")
                        .replace("\"a Kahuna\"", "\"kahuna build 0123456789ab 7@host\""));
        assertThat(replay(other)).isEqualTo(1);
        assertThat(text())
                .contains(
                        "does not replay",
                        "BlockStore.CloneOfOld",
                        "It was made by build 0123456789ab; this is build unpacked.")
                .doesNotContain("\tat ");
    }

    @Test
    void what_is_no_history_is_told_so() throws IOException {
        assertThat(replay(Files.writeString(folder.resolve("no.json"), "{]"))).isEqualTo(2);
        assertThat(replay(folder.resolve("absent.json"))).isEqualTo(2);
    }

    private int replay(Path file) {
        return Replay.run(file, new PrintStream(said, true, StandardCharsets.UTF_8));
    }

    private String text() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
