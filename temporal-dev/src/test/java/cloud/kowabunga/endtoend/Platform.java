package cloud.kowabunga.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One platform for all end-to-end tests of a run, in a home and on ports of its own, brought up once by
 * {@code ./kowabunga up} and purged at the end. Tests take it as a parameter.
 */
final class Platform implements AutoCloseable {
    private static final Path ROOT = findRoot();
    private static final String PORTS = System.getProperty("kowabunga.ports", "23400");
    private final Path home;
    private final Shell shell;

    private Platform(Path home) {
        this.home = home;
        this.shell =
                new Shell(ROOT, Map.of("KOWABUNGA_HOME", home.toString(), "KOWABUNGA_HOLD_DIR", holds().toString()));
    }

    static final class Shared implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Platform.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(Platform.class, _ -> up(), Platform.class);
        }
    }

    private static Platform up() {
        try {
            var platform = new Platform(Files.createTempDirectory(Path.of("/var/tmp"), "kowabunga-test-"));
            Files.createDirectories(platform.holds());
            var ended = platform.kowabunga("up", "--ports-from", PORTS);
            if (ended.status() != 0) {
                platform.close();
                ended.orFail();
            }
            System.out.println(ended.output());
            return platform;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path findRoot() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(folder.resolve("kowabunga"))) {
            folder = Objects.requireNonNull(folder.getParent(), "no ./kowabunga above the working directory");
        }
        return folder;
    }

    Shell.Ended kowabunga(String... arguments) {
        return shell.run(
                Duration.ofMinutes(10),
                Stream.concat(Stream.of("./kowabunga"), Arrays.stream(arguments))
                        .toList());
    }

    Shell.Ended run(String... command) {
        return shell.run(Duration.ofMinutes(2), List.of(command));
    }

    /** Runs a command inside the network, mount and host name of Kaktus k1. */
    Shell.Ended inRegion(String... command) {
        return run(Stream.concat(Stream.of("./kowabunga", "in-region", "k1"), Arrays.stream(command))
                .toArray(String[]::new));
    }

    JsonNode status() {
        try {
            return new ObjectMapper()
                    .readTree(kowabunga("status", "-o", "json").orFail().output());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Api api() {
        var status = status();
        return new Api(
                status.path("api").asText(),
                read(Path.of(status.path("adminKeyFile").asText())));
    }

    Path home() {
        return home;
    }

    /** The checkout. */
    Path root() {
        return ROOT;
    }

    /** One of the launcher's kept settings, for example {@code KOW_TEMPORAL_PORT}. */
    String setting(String name) {
        return read(home.resolve("settings.env"))
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .findFirst()
                .orElseThrow();
    }

    long pid(String process) {
        var pid = status().path("processes").path(process);
        if (pid.isMissingNode()) {
            throw new AssertionError(process + " does not run");
        }
        return pid.asLong();
    }

    /** {@code kill -9}, and gone when this returns. */
    void kill(String process) {
        var victim = ProcessHandle.of(pid(process)).orElseThrow();
        victim.destroyForcibly();
        victim.onExit().join();
    }

    void start(String process) {
        kowabunga("start", process).orFail();
    }

    /** Makes the agent wait at a step, for example {@code before-Hypervisor.Define}, until {@link #release}. */
    void hold(String step) {
        try {
            Files.writeString(holds().resolve(step), "");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    void release(String step) {
        try {
            Files.deleteIfExists(holds().resolve(step));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path holds() {
        return home.resolve("holds");
    }

    static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The names of all domains of libvirt in the region, running or not. */
    List<String> domains(String... options) {
        var command =
                Stream.concat(Stream.of("virsh", "-c", "qemu:///system", "list", "--name"), Arrays.stream(options));
        return inRegion(command.toArray(String[]::new))
                .orFail()
                .output()
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    @Override
    public void close() {
        System.out.println(kowabunga("down", "--purge").output());
    }
}
