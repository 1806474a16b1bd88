package cloud.kowabunga.kahuna;

import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.database.Postgres;
import cloud.kowabunga.kahuna.engine.Engine;
import cloud.kowabunga.kahuna.engine.Ledgers;
import cloud.kowabunga.kahuna.engine.OperationContext;
import cloud.kowabunga.kahuna.engine.PayloadKeys;
import cloud.kowabunga.kahuna.engine.PayloadSeal;
import cloud.kowabunga.kahuna.engine.SealedConverter;
import cloud.kowabunga.kahuna.engine.Workers;
import cloud.kowabunga.kahuna.seal.SealKey;
import cloud.kowabunga.workflow.Attributes;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** A whole Kahuna on a real PostgreSQL, reached over HTTP, with an engine in memory. One serves all tests of a JVM. */
public final class KahunaWorld {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static @Nullable KahunaWorld shared;

    private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(options());
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConfigurableApplicationContext kahuna;
    private final String address;
    private final String adminKey;
    private final String adminPassword;
    private final int mailPort = freePort();
    private final int providerPort = freePort();

    private KahunaWorld(Path secrets) {
        kahuna = start(secrets);
        address = "http://127.0.0.1:" + kahuna.getEnvironment().getRequiredProperty("local.server.port");
        adminKey = read(secrets.resolve("admin-key"));
        adminPassword = read(secrets.resolve("admin-password"));
        Workers.of(environment.getWorkflowClient(), kahuna.getBean(Ledgers.class), 8)
                .start();
        environment.start();
    }

    public static synchronized KahunaWorld shared() {
        if (shared == null) {
            try {
                shared = new KahunaWorld(Files.createTempDirectory("kahuna-test"));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        return shared;
    }

    private ConfigurableApplicationContext start(Path secrets) {
        var application = new SpringApplication(KahunaApplication.class);
        application.addInitializers(context -> ((GenericApplicationContext) context)
                .registerBean(
                        "engineInMemory",
                        Engine.class,
                        () -> Engine.of(environment.getWorkflowClient()),
                        bean -> bean.setPrimary(true)));
        return application.run(
                "--kahuna.database.url=" + Postgres.freshUrl(),
                "--kahuna.database.user=postgres",
                "--kahuna.temporal.address=127.0.0.1:21399",
                "--kahuna.temporal.console=http://127.0.0.1:21398",
                "--kahuna.seal-key-file=" + secrets.resolve("seal-key"),
                "--kahuna.first-admin-key-file=" + secrets.resolve("admin-key"),
                "--kahuna.first-admin-password-file=" + secrets.resolve("admin-password"),
                "--spring.mail.host=127.0.0.1",
                "--spring.mail.port=" + mailPort,
                "--kahuna.oidc.issuer=" + identityProvider(),
                "--kahuna.oidc.client-id=kowabunga",
                "--server.port=0",
                "--management.server.port=0");
    }

    private static TestEnvironmentOptions options() {
        var options = TestEnvironmentOptions.newBuilder().setUseTimeskipping(false);
        for (var key : List.of("Project", "Region", "Noun", "Resource", "User")) {
            options.registerSearchAttribute("Kowabunga" + key, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
        }
        options.registerSearchAttribute(Attributes.OPERATION.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
        return options.setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setContextPropagators(List.of(new OperationContext()))
                        .setDataConverter(
                                new SealedConverter(new PayloadSeal(PayloadKeys.of(null, new SealKey(new byte[32])))))
                        .build())
                .build();
    }

    /** A name that no other test uses. */
    public static String fresh(String word) {
        return word + "-" + COUNT.incrementAndGet();
    }

    public WorkflowClient engine() {
        return environment.getWorkflowClient();
    }

    public Database database() {
        return kahuna.getBean(Database.class);
    }

    public <T> T bean(Class<T> type) {
        return kahuna.getBean(type);
    }

    public <T> T bean(String name, Class<T> type) {
        return kahuna.getBean(name, type);
    }

    public String address() {
        return address;
    }

    public String adminKey() {
        return adminKey;
    }

    public String adminPassword() {
        return adminPassword;
    }

    /** Where Kahuna takes its mail to; nobody listens there until a test does. */
    public int mailPort() {
        return mailPort;
    }

    /** Where Kahuna looks for the identity provider; nobody is there until a test is. */
    public URI identityProvider() {
        return URI.create("http://127.0.0.1:" + providerPort);
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public Reply get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    public Reply post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    public Reply put(String path, String body, String... headers) {
        return send("PUT", path, body, headers);
    }

    public Reply patch(String path, String... headers) {
        return send("PATCH", path, null, headers);
    }

    public Reply delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    /** As the administrator. */
    public Reply send(String method, String path, @Nullable String body, String... headers) {
        var request = request(method, "/api/v1" + path, body).header("X-API-Key", adminKey);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** As nobody; the path is the whole one. */
    public HttpRequest.Builder request(String method, String path, @Nullable String body) {
        var request = HttpRequest.newBuilder(URI.create(address + path)).timeout(Duration.ofSeconds(60));
        return body == null
                ? request.method(method, HttpRequest.BodyPublishers.noBody())
                : request.method(method, HttpRequest.BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json");
    }

    public Reply send(HttpRequest.Builder request) {
        try {
            return new Reply(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    public HttpClient http() {
        return http;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
