package cloud.kowabunga.agent;

import cloud.kowabunga.agent.tunnel.DialException;
import cloud.kowabunga.agent.tunnel.Dialer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The agent program. */
@Command(
        name = "agent-worker",
        mixinStandardHelpOptions = true,
        versionProvider = AgentMain.Version.class,
        description = "Serves a Kaktus: dials Kahuna and does what workflows ask of this machine.",
        sortOptions = false)
public final class AgentMain implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(AgentMain.class);
    private static final int BAD_CONFIGURATION = 78;

    @ArgGroup(multiplicity = "1")
    private @Nullable Source source;

    @Option(names = "--simulated", description = "Serve a Kaktus that exists in memory, whatever the file says.")
    private boolean simulated;

    @Option(names = "--check-config", description = "Read the configuration, say what is wrong with it, and end.")
    private boolean checkConfig;

    private static final class Source {
        @Option(names = "--config", paramLabel = "FILE", description = "The configuration of this agent (YAML).")
        private @Nullable Path config;

        @Option(
                names = "--simulated-fleet",
                paramLabel = "FILE",
                description = "Serve many simulated Kaktus in one process (YAML).")
        private @Nullable Path fleet;
    }

    @Spec
    private @Nullable CommandSpec spec;

    private AgentMain() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The program as it understands its arguments; answers with its exit code. */
    static CommandLine commandLine() {
        return new CommandLine(new AgentMain()).setExecutionExceptionHandler((thrown, line, parsed) -> {
            if (thrown instanceof InvalidConfig invalid) {
                line.getErr().println(invalid.sentence());
                return BAD_CONFIGURATION;
            }
            if (thrown instanceof DialException bad) {
                line.getErr().println(bad.sentence());
                return BAD_CONFIGURATION;
            }
            LOG.error("The agent cannot run.", thrown);
            line.getErr().println("The agent cannot run; its log says why.");
            return 1;
        });
    }

    @Override
    public Integer call() throws DialException, InterruptedException {
        var configs = configs();
        if (checkConfig) {
            return check(configs);
        }
        run(configs);
        return 0;
    }

    private int check(List<AgentConfig> configs) {
        var line = Objects.requireNonNull(spec).commandLine();
        var problems = configs.stream()
                .flatMap(config -> ConfigCheck.problems(config).stream())
                .distinct()
                .toList();
        problems.forEach(line.getErr()::println);
        if (problems.isEmpty()) {
            line.getOut().println("The configuration is good.");
        }
        return problems.isEmpty() ? 0 : BAD_CONFIGURATION;
    }

    private List<AgentConfig> configs() {
        var from = source;
        if (from != null && from.fleet != null) {
            return ConfigFile.fleet(from.fleet);
        }
        if (from == null || from.config == null) {
            throw new InvalidConfig("A configuration is needed: --config FILE.");
        }
        var config = ConfigFile.agent(from.config);
        return List.of(simulated ? config.asSimulated() : config);
    }

    private static void run(List<AgentConfig> configs) throws DialException, InterruptedException {
        var first = configs.getFirst().kahuna();
        if (first.isPlain()) {
            LOG.warn("The tunnel to {} is not encrypted; this is for one machine only.", first.kahuna());
        }
        // All agents of a process have one Kahuna, and so may share what dials.
        var http = Dialer.http(first);
        var simulation = new Simulation();
        var agents = configs.stream()
                .map(config -> new Agent(
                        config,
                        config.simulated() ? simulation.kaktus(config) : RealKaktus.open(config),
                        new Dialer(config.kahuna(), http)))
                .toList();
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop(agents);
                            stopped.countDown();
                        },
                        "shutdown"));
        agents.forEach(Agent::start);
        LOG.info("The agent runs, version {}.", version());
        stopped.await();
    }

    private static void stop(List<Agent> agents) {
        LOG.info("The agent stops; what is under way comes to its end first.");
        var threads = agents.stream()
                .map(agent -> Thread.ofVirtual().start(() -> {
                    try {
                        agent.stop();
                    } catch (InterruptedException hurried) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .toList();
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException hurried) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** The version of this program, as the build wrote it down. */
    public static String version() {
        try (var file = AgentMain.class.getResourceAsStream("/version.properties")) {
            var properties = new Properties();
            if (file != null) {
                properties.load(file);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException unreadable) {
            return "unknown";
        }
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Kowabunga agent " + version()};
        }
    }
}
