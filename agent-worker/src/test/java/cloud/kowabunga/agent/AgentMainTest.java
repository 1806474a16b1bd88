package cloud.kowabunga.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the program says to the person who configures it. */
final class AgentMainTest {
    private static final String GOOD = """
            kahuna: ws://127.0.0.1:8480
            agent: a-1
            key-file: agent.key
            state: state
            pools: {local: {type: directory, path: pool}}
            """;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @BeforeEach
    void make_what_the_configuration_names() throws IOException {
        Files.writeString(folder.resolve("agent.key"), "kow_12345678_secret\n");
        Files.writeString(folder.resolve("empty"), "\n");
        Files.createDirectory(folder.resolve("pool"));
    }

    @Test
    void a_good_configuration_is_said_to_be_good() throws IOException {
        assertThat(check(GOOD)).isZero();
        assertThat(out).hasToString("The configuration is good.\n");
        assertThat(err).hasToString("");
    }

    @ParameterizedTest(quoteTextArguments = false)
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "agent.key | absent | 'key-file' is '@/absent', which cannot be read; it must hold the key of the agent.",
                "agent.key | empty | 'key-file' is '@/empty', which is empty; it must hold the key of the agent.",
                "path: pool | path: gone | 'pools.local.path' is '@/gone'; there is no such folder on this machine.",
                "path: pool | path: empty | 'pools.local.path' is '@/empty'; there is no such folder on this machine.",
                "state: state | state: empty | 'state' is '@/empty'; it must be a folder in which the agent may write.",
                "ws://127.0.0.1 | wss://127.0.0.1 | ",
                "type: directory | type: ceph | 'pools.local.type' is 'ceph'; allowed is directory.",
            })
    void what_is_wrong_is_one_sentence(String right, String wrong, String sentence) throws IOException {
        var code = check(GOOD.replace(right, wrong));

        assertThat(err).hasToString(sentence == null ? "" : sentence.replace("@", folder.toString()) + "\n");
        assertThat(code).isEqualTo(sentence == null ? 0 : 78);
    }

    @Test
    void a_ca_file_is_read() throws IOException {
        assertThat(check(GOOD.replace("ws:", "wss:") + "ca-file: empty\n")).isEqualTo(78);
        assertThat(err.toString())
                .startsWith("The CA file " + folder.resolve("empty"))
                .hasLineCount(1);
    }

    @Test
    void all_that_is_wrong_on_this_machine_is_said_at_once() throws IOException {
        assertThat(check(GOOD.replace("agent.key", "absent").replace("path: pool", "path: gone")))
                .isEqualTo(78);
        assertThat(err.toString()).hasLineCount(2);
    }

    @Test
    void a_simulated_agent_needs_no_folders() throws IOException {
        assertThat(check(GOOD.replace("path: pool", "path: gone") + "simulated: true\n"))
                .isZero();
    }

    @Test
    void two_pools_have_two_folders_and_a_key_is_there_once() throws IOException {
        check(GOOD.replace("pool}}", "pool}, other: {type: directory, path: ./pool}}"));
        assertThat(err)
                .hasToString(
                        "'pools.other.path' is '%s'; allowed is a folder of its own, and pool 'local' has that one.\n"
                                .formatted(folder.resolve("pool")));

        err.getBuffer().setLength(0);
        assertThat(check(GOOD + "agent: a-2\n")).isEqualTo(78);
        assertThat(err.toString()).contains("is not YAML (line 6)", "agent").hasLineCount(1);
    }

    @Test
    void no_file_and_no_content_are_one_sentence_too() throws IOException {
        assertThat(run("--config", folder.resolve("gone.yaml").toString())).isEqualTo(78);
        assertThat(err).hasToString("The configuration " + folder.resolve("gone.yaml") + " cannot be read.\n");

        err.getBuffer().setLength(0);
        assertThat(check("# to be written\n")).isEqualTo(78);
        assertThat(err.toString()).endsWith(" holds no configuration: keys and values are needed.\n");
    }

    private int check(String text) throws IOException {
        return run(
                "--check-config",
                "--config",
                Files.writeString(folder.resolve("agent.yaml"), text).toString());
    }

    private int run(String... words) {
        return AgentMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words);
    }
}
