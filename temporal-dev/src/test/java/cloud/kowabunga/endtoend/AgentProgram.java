package cloud.kowabunga.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** An agent that somebody starts on a machine, beside those of the launcher: a program, its key and its configuration. */
final class AgentProgram implements AutoCloseable {
    private final Platform platform;
    private final Path home;
    private Process process;

    private AgentProgram(Platform platform, Path home, Process process) {
        this.platform = platform;
        this.home = home;
        this.process = process;
    }

    /** @param config what its configuration says, of the folder that it lives in */
    static AgentProgram start(Platform platform, String key, Function<Path, String> config) {
        try {
            var home = Files.createTempDirectory("kowabunga-joined-");
            Files.writeString(home.resolve("agent.key"), key);
            Files.writeString(home.resolve("agent.yaml"), config.apply(home));
            return new AgentProgram(platform, home, program(platform, home));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Types what Koala's page of an agent says into a shell, and the key when it is asked for; in a folder instead of on a whole machine,
     * with the program that the launcher built.
     */
    static AgentProgram join(Platform platform, String key, String commands) {
        try {
            var home = Files.createTempDirectory("kowabunga-joined-");
            var shell = logged(home, "bash").start();
            var typed = shell.outputWriter();
            typed.write(inside(home, platform, commands) + "\n");
            typed.flush();
            await("is asked for the key")
                    .untilAsserted(() -> assertThat(Files.readString(home.resolve("agent.log")))
                            .endsWith("The key: "));
            typed.write(key + "\n");
            typed.flush();
            return new AgentProgram(platform, home, shell);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String inside(Path home, Platform platform, String commands) {
        var program = platform.agents();
        return commands.replace("/etc/kowabunga", home.toString())
                .replace("/var/lib/kowabunga", home.resolve("state").toString())
                .replace("/opt/kowabunga/agent-worker.jar", program.get("KOWABUNGA_AGENT_JAR"))
                .replace(" java -jar ", " " + program.get("KOWABUNGA_JAVA") + " -jar ");
    }

    /** Ends it, changes its configuration and starts it again. */
    void reconfigure(UnaryOperator<String> change) {
        close();
        var config = home.resolve("agent.yaml");
        try {
            Files.writeString(config, change.apply(Files.readString(config)));
            process = program(platform, home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process program(Platform platform, Path home) throws IOException {
        var program = platform.agents();
        return logged(
                        home,
                        Objects.requireNonNull(program.get("KOWABUNGA_JAVA")),
                        "-jar",
                        Objects.requireNonNull(program.get("KOWABUNGA_AGENT_JAR")),
                        "--config",
                        home.resolve("agent.yaml").toString())
                .start();
    }

    private static ProcessBuilder logged(Path home, String... command) {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolve("agent.log").toFile()));
    }

    /** The shell ends with what it started. */
    @Override
    public void close() {
        var all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        all.forEach(one -> one.onExit().join());
    }
}
