package cloud.kowabunga.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** An agent that somebody starts on a machine, beside those of the launcher: a program, its key and its configuration. */
final class AgentProgram implements AutoCloseable {
    private final Platform platform;
    private final Path home;
    private Process process;

    private AgentProgram(Platform platform, Path home) {
        this.platform = platform;
        this.home = home;
        this.process = start();
    }

    /** @param config what its configuration says, of the folder that it lives in */
    static AgentProgram start(Platform platform, String key, Function<Path, String> config) {
        try {
            var home = Files.createTempDirectory("kowabunga-joined-");
            Files.writeString(home.resolve("agent.key"), key);
            Files.writeString(home.resolve("agent.yaml"), config.apply(home));
            return new AgentProgram(platform, home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does what Koala's page of an agent says, in a folder instead of on a whole machine. */
    static AgentProgram join(Platform platform, String key, String commands) {
        return start(
                platform,
                key,
                home -> commands.substring(commands.indexOf("<<END") + "<<END".length(), commands.indexOf("\nEND") + 1)
                        .replace("/etc/kowabunga", home.toString())
                        .replace("/var/lib/kowabunga", home.resolve("state").toString()));
    }

    /** Ends it, changes its configuration and starts it again. */
    void reconfigure(UnaryOperator<String> change) {
        close();
        var config = home.resolve("agent.yaml");
        try {
            Files.writeString(config, change.apply(Files.readString(config)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = start();
    }

    private Process start() {
        var program = platform.agents();
        try {
            return new ProcessBuilder(
                            program.get("KOWABUNGA_JAVA"),
                            "-jar",
                            program.get("KOWABUNGA_AGENT_JAR"),
                            "--config",
                            home.resolve("agent.yaml").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            home.resolve("agent.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
