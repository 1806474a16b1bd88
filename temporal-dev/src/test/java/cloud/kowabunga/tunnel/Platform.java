package cloud.kowabunga.tunnel;

import cloud.kowabunga.kahuna.KahunaApplication;
import cloud.kowabunga.kahuna.access.AgentKeys;
import cloud.kowabunga.kahuna.access.Expiry;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.topology.AgentId;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A Kahuna on a port of its own that can be stopped and started again, with all that it needs. */
final class Platform implements AutoCloseable {
    static final String NAMESPACE = "kowabunga";

    /** Host and port of a real Temporal server to use in place of the one in memory: {@code -Dkowabunga.test.temporal=…}. */
    private static final @Nullable String REAL_TEMPORAL = System.getProperty("kowabunga.test.temporal");

    private final EmbeddedPostgres postgres;
    private final TestServer.@Nullable PortBoundTestServer temporal;
    private final String temporalAddress;
    private final int port = freePort();
    private final Path folder;
    private final Map<String, String> settings;
    private ConfigurableApplicationContext kahuna;

    /** @param settings beyond those that every Kahuna here has */
    Platform(Path folder, Map<String, String> settings) throws IOException {
        this.folder = folder;
        this.settings = settings;
        this.postgres = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
        if (REAL_TEMPORAL == null) {
            var temporalPort = freePort();
            this.temporal = TestServer.createPortBoundServer(temporalPort, true);
            this.temporalAddress = "127.0.0.1:" + temporalPort;
        } else {
            this.temporal = null;
            this.temporalAddress = REAL_TEMPORAL;
        }
        Files.writeString(folder.resolve("seal.key"), Base64.getEncoder().encodeToString(new byte[32]));
        this.kahuna = run();
    }

    int port() {
        return port;
    }

    String adminKey() {
        try {
            return Files.readString(folder.resolve("admin.key")).strip();
        } catch (IOException absent) {
            throw new java.io.UncheckedIOException(absent);
        }
    }

    Path folder() {
        return folder;
    }

    void stopKahuna() {
        kahuna.close();
    }

    void startKahuna() {
        kahuna = run();
    }

    /** Another Kahuna on the same database and with the same secrets, as a balancer would have several. The caller closes it. */
    ConfigurableApplicationContext another(int port, Map<String, String> more) {
        return run(port, more);
    }

    <T> T bean(Class<T> type) {
        return kahuna.getBean(type);
    }

    void execute(String sql, Object... values) {
        bean(Database.class).change(transaction -> transaction.execute(sql, values));
    }

    /** The first column of the first row. */
    Object value(String sql, Object... values) {
        return bean(Database.class)
                .read(query -> Objects.requireNonNull(query.fetchValue(sql, values), "There is no such row."));
    }

    /** A Region with a Zone, in which {@link #kaktus} puts agents. */
    void region(String region) {
        execute("INSERT INTO region (id, name, domain) VALUES (?, ?, 'example.org')", region, region);
        execute("INSERT INTO zone (id, region_id, name) VALUES (?, ?, ?)", region + "-zone", region, region + "-zone");
    }

    /** An agent with a key, and a Kaktus of the same id that it serves. */
    void kaktus(String region, String id) throws IOException {
        execute("INSERT INTO agent (id, name, kind) VALUES (?, ?, 'KAKTUS')", id, id);
        execute("INSERT INTO kaktus (id, zone_id, name) VALUES (?, ?, ?)", id, region + "-zone", id);
        execute("INSERT INTO kaktus_agent (kaktus_id, position, agent_id) VALUES (?, 0, ?)", id, id);
        newKey(id);
    }

    Path keyFile(String agent) {
        return folder.resolve(agent + ".key");
    }

    void newKey(String agent) throws IOException {
        Files.writeString(keyFile(agent), rotate(agent));
    }

    /** A new key that nobody has told the agent. */
    String rotate(String agent) {
        return bean(AgentKeys.class)
                .rotate(new AgentId(agent), Expiry.of(false, null))
                .key()
                .reveal();
    }

    /** Temporal without a tunnel, for what Kahuna's side of a test does; it seals and opens payloads as Kahuna does. */
    WorkflowClient temporal() {
        var stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(temporalAddress)
                .build());
        return WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(NAMESPACE)
                        .setDataConverter(
                                bean(WorkflowClient.class).getOptions().getDataConverter())
                        .build());
    }

    @Override
    public void close() throws IOException {
        kahuna.close();
        if (temporal != null) {
            temporal.close();
        }
        postgres.close();
    }

    private ConfigurableApplicationContext run() {
        return run(port, Map.of());
    }

    private ConfigurableApplicationContext run(int port, Map<String, String> more) {
        var arguments = new ArrayList<>(List.of(
                "--kahuna.database.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "--kahuna.database.user=postgres",
                "--kahuna.temporal.address=" + temporalAddress,
                "--kahuna.temporal.namespace=" + NAMESPACE,
                "--kahuna.seal-key-file=" + folder.resolve("seal.key"),
                "--kahuna.first-admin-key-file=" + folder.resolve("admin.key"),
                "--server.port=" + port,
                "--management.server.port=0",
                "--spring.lifecycle.timeout-per-shutdown-phase=1s"));
        settings.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        more.forEach((key, value) -> arguments.add("--" + key + "=" + value));
        return SpringApplication.run(KahunaApplication.class, arguments.toArray(String[]::new));
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new IllegalStateException(none);
        }
    }
}
