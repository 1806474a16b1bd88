package cloud.kowabunga.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One platform for all end-to-end tests of a run, in a home and on ports of its own, brought up once by
 * {@code ./kowabunga up} and purged at the end; another one in the same way with {@code --simulated}. Tests take it as a parameter.
 */
final class Platform implements AutoCloseable {
    private static final Path ROOT = findRoot();
    private static final String PORTS = System.getProperty("kowabunga.ports", "23400");

    /** An interpreter that has what {@code requirements.txt} names; {@code ./kowabunga test} provides it. */
    private static final String PYTHON = System.getenv().getOrDefault("KOWABUNGA_PYTHON", "python3");

    private final Path home;
    private final Shell shell;

    private final List<String> prefix;

    private Platform(Path home, List<String> prefix) {
        this.home = home;
        this.prefix = prefix;
        this.shell =
                new Shell(ROOT, Map.of("KOWABUNGA_HOME", home.toString(), "KOWABUNGA_HOLD_DIR", holds().toString()));
    }

    /**
     * A platform apart from the shared one, not yet up.
     *
     * @param prefix what runs each of its commands, for example {@code env NAME=VALUE}
     */
    static Platform apart(Path home, String... prefix) {
        return new Platform(home, List.of(prefix));
    }

    /** The first of eleven ports that the shared platforms leave alone; 0 is the first such set. */
    static String portsApart(int which) {
        return String.valueOf(Integer.parseInt(PORTS) + 40 + 20 * which);
    }

    /** The one with a region of network namespaces and QEMU. */
    static final class Shared extends Resolver {
        Shared() {
            super("real");
        }

        @Override
        Platform start() {
            return up(PORTS);
        }
    }

    /** The one whose region exists in memory only: the same programs, without instances that take long to boot. */
    static final class Simulated extends Resolver {
        Simulated() {
            super("simulated");
        }

        @Override
        Platform start() {
            return up(String.valueOf(Integer.parseInt(PORTS) + 20), "--simulated");
        }
    }

    /** Another such one, for what leaves nothing in it as it was. */
    static final class Spoilt extends Resolver {
        Spoilt() {
            super("spoilt");
        }

        @Override
        Platform start() {
            return up(portsApart(3), "--simulated");
        }
    }

    abstract static class Resolver implements ParameterResolver {
        private final String name;

        Resolver(String name) {
            this.name = name;
        }

        abstract Platform start();

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Platform.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .computeIfAbsent(name, _ -> start(), Platform.class);
        }
    }

    private static Platform up(String ports, String... options) {
        try {
            var platform = new Platform(Files.createTempDirectory(Path.of("/var/tmp"), "kowabunga-test-"), List.of());
            Files.createDirectories(platform.holds());
            var ended = platform.kowabunga(Stream.concat(Stream.of("up", "--ports-from", ports), Arrays.stream(options))
                    .toArray(String[]::new));
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
                Stream.of(prefix.stream(), Stream.of("./kowabunga"), Arrays.stream(arguments))
                        .flatMap(words -> words)
                        .toList());
    }

    /**
     * Runs a Python program of {@code src/test/python} against this platform.
     *
     * @param more variables beyond those that say where Kahuna is
     */
    Shell.Ended python(Duration limit, Map<String, String> more, String... command) {
        var environment = new HashMap<>(more);
        environment.put("KOWABUNGA_API", status().path("api").asText());
        environment.put("KOWABUNGA_KEY_FILE", status().path("adminKeyFile").asText());
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        return new Shell(ROOT.resolve("temporal-dev/src/test/python"), environment)
                .run(
                        limit,
                        Stream.concat(Stream.of(PYTHON), Arrays.stream(command)).toList());
    }

    /** What such a program needs to start simulated agents itself. */
    Map<String, String> agents() {
        try (var builds = Files.list(home.resolve("app"))) {
            return Map.of(
                    "KOWABUNGA_JAVA",
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "KOWABUNGA_AGENT_JAR",
                    builds.findFirst().orElseThrow().resolve("agent-worker.jar").toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    Shell.Ended run(String... command) {
        return shell.run(Duration.ofMinutes(2), List.of(command));
    }

    /** Runs a command inside the network, mount and host name of Kaktus k1. */
    Shell.Ended inRegion(String... command) {
        return run(Stream.concat(Stream.of("./kowabunga", "in-region", "k1"), Arrays.stream(command))
                .toArray(String[]::new));
    }

    /** On the Kaktus, as its operator would to mend a VNet that names a bridge which is not there. */
    void makeBridge(String name) {
        inRegion("ip", "link", "add", name, "type", "bridge").orFail();
        inRegion("ip", "link", "set", name, "up").orFail();
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

    /** Stops it as an operator does, lets something be done meanwhile, and starts it again. */
    void restart(String process, Runnable meanwhile) {
        kowabunga("stop", process).orFail();
        try {
            meanwhile.run();
        } finally {
            start(process);
        }
    }

    /** Starts Kahuna or Koala again with what a person wants otherwise than the launcher; an empty text takes that back. */
    void configure(String program, String yaml) {
        restart(program, () -> {
            try {
                Files.writeString(home.resolve("etc/" + program + ".local.yaml"), yaml);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
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
