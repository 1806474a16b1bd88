package cloud.kowabunga.kahuna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** PostgreSQL goes and comes back, and the engine is never there. */
@Timeout(180)
final class BadDaysTest {
    private static final int PORT = 21391;

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private String address = "";
    private String key = "";

    @Test
    void while_something_is_away_callers_are_told_to_come_back_and_then_all_goes_on() throws Exception {
        var postgres = postgres();
        try (var kahuna = kahuna()) {
            address = "http://127.0.0.1:" + kahuna.getEnvironment().getRequiredProperty("local.server.port");
            key = Files.readString(folder.resolve("key")).strip();
            var region = send("POST", "/region", "{\"name\":\"r\",\"domain\":\"d\"}")
                    .is(201)
                    .id();
            var pool = send("POST", "/region/" + region + "/pool", "{\"name\":\"p\",\"pool\":\"p\",\"agents\":[]}")
                    .is(201)
                    .id();

            // The engine is away: what needs no workflow goes on.
            var refused = send("POST", "/pool/" + pool + "/template", "{\"name\":\"t\",\"source\":\"/a\"}")
                    .refuses(503, "workflow engine");
            assertThat(refused.header("Retry-After")).isEqualTo("5");
            assertThat(send("GET", "/template", null).is(200).text()).isEqualTo("[]");

            var events = listen();
            postgres.close();
            assertThat(send("GET", "/region", null).refuses(503, "PostgreSQL").header("Retry-After"))
                    .isEqualTo("5");
            send("POST", "/region", "{\"name\":\"s\",\"domain\":\"d\"}").refuses(503);
            postgres = postgres();

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> send("GET", "/region", null).status() == 200);
            // The same stream goes on, and tells of changes again.
            send("POST", "/agent", Place.named("agent", ",\"type\":\"Kiwi\"")).is(201);
            assertThat(events.get(60, TimeUnit.SECONDS)).contains("\"noun\":\"agent\"");
        } finally {
            postgres.close();
        }
    }

    /** The first change of an agent on a new stream, or nothing where the stream ends without one. */
    private CompletableFuture<@Nullable String> listen() throws IOException, InterruptedException {
        var stream = http.send(request("GET", "/events", null).build(), HttpResponse.BodyHandlers.ofLines());
        return CompletableFuture.supplyAsync(() -> {
            try (var lines = stream.body()) {
                return lines.filter(line -> line.startsWith("data:") && line.contains("agent"))
                        .findFirst()
                        .orElse(null);
            }
        });
    }

    private EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(PORT)
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
    }

    private ConfigurableApplicationContext kahuna() {
        return new SpringApplication(KahunaApplication.class)
                .run(
                        "--kahuna.database.url=jdbc:postgresql://127.0.0.1:" + PORT + "/postgres",
                        "--kahuna.database.user=postgres",
                        "--kahuna.temporal.address=127.0.0.1:21399",
                        "--kahuna.first-admin-key-file=" + folder.resolve("key"),
                        "--server.port=0",
                        "--management.server.port=0");
    }

    private Reply send(String method, String path, @Nullable String body) {
        try {
            return new Reply(http.send(request(method, path, body).build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private HttpRequest.Builder request(String method, String path, @Nullable String body) {
        return HttpRequest.newBuilder(URI.create(address + "/api/v1" + path))
                .timeout(Duration.ofSeconds(60))
                .header("X-API-Key", key)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
    }
}
