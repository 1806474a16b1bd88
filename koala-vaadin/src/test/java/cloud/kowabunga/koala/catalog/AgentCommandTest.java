package cloud.kowabunga.koala.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.koala.client.Resource;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page of an agent says to type, typed into real shells in a folder instead of on a whole machine. */
final class AgentCommandTest {
    private static final String PROMPT = "The key: ";
    private static final String KEY = "kw1.a\\b%s'c";

    @TempDir
    private Path root;

    @ParameterizedTest
    @CsvSource({"sh, true", "sh, false", "bash, true", "bash, false"})
    void the_whole_text_pasted_line_by_line_writes_configuration_and_key_and_starts_the_program(
            String shell, boolean simulated) throws Exception {
        var ended = type(shell, command(agent("Kaktus"), simulated));

        assertThat(ended).isZero();
        assertThat(read("etc/agent.key")).isEqualTo(KEY + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("etc/agent.key"))))
                .isEqualTo("rw-------");
        assertThat(read("etc/agent.yaml").lines())
                .contains(
                        "kahuna: wss://kahuna.example.org",
                        "agent: a-1",
                        "role: kaktus",
                        "key-file: %s/etc/agent.key".formatted(root))
                .doesNotContain("END", KEY);
        assertThat(read("etc/agent.yaml").contains("simulated: true")).isEqualTo(simulated);
        assertThat(root.resolve("state/pool")).isDirectory();
        assertThat(read("started").strip())
                .isEqualTo("-jar %s/agent-worker.jar --config %s/etc/agent.yaml".formatted(root, root));
    }

    @Test
    void a_key_that_was_there_is_readable_by_nobody_else_before_the_new_one_is_in_it() throws Exception {
        Files.createDirectories(root.resolve("etc"));
        var file = Files.writeString(root.resolve("etc/agent.key"), "former");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        type("sh", command(agent("Kaktus"), false));

        assertThat(read("etc/agent.key")).isEqualTo(KEY + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @CsvSource({"Kiwi", "Kontroller"})
    void of_a_type_that_has_no_program_nothing_is_started_and_nothing_written(String type) throws Exception {
        var text = command(agent(type), false);

        assertThat(text).contains(type, "nothing to start yet").doesNotContain("role:");
        assertThat(type("sh", text)).isZero();
        assertThat(root.resolve("etc")).doesNotExist();
    }

    private static Resource agent(String type) {
        return new Resource("a-1", "k1", null, null, Map.of("name", "k1", "type", type));
    }

    private String command(Resource agent, boolean simulated) {
        return new AgentCommand(URI.create("wss://kahuna.example.org"))
                .of(agent, simulated)
                .replace("/etc/kowabunga", root + "/etc")
                .replace("/var/lib/kowabunga", root + "/state")
                .replace("/opt/kowabunga", root.toString());
    }

    private int type(String shell, String text) throws IOException, InterruptedException {
        var programs = Files.createDirectories(root.resolve("bin"));
        var java =
                Files.writeString(programs.resolve("java"), "#!/bin/sh\necho \"$@\" > '%s/started'\n".formatted(root));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        var builder = new ProcessBuilder(shell).redirectErrorStream(true);
        builder.environment().merge("PATH", programs.toString(), (path, first) -> first + ":" + path);
        var process = builder.start();
        try (var typed = process.outputWriter();
                var shown = process.inputReader()) {
            typed.write(text + "\n");
            typed.flush();
            if (text.contains(PROMPT)) {
                until(PROMPT, shown);
                typed.write(KEY + "\n");
            }
        }
        return process.waitFor();
    }

    private static void until(String end, Reader shown) throws IOException {
        var all = new StringBuilder();
        for (int c = shown.read(); c >= 0; c = shown.read()) {
            if (all.append((char) c).indexOf(end) >= 0) {
                return;
            }
        }
        throw new AssertionError("The shell ended before it asked for the key: " + all);
    }

    private String read(String file) throws IOException {
        return Files.readString(root.resolve(file));
    }
}
