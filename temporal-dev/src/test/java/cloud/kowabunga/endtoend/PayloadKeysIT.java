package cloud.kowabunga.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.util.JsonFormat;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The key that seals what the engine stores is changed, as docs/operating/operations.md says, while an operation goes on. */
@ExtendWith(Platform.Simulated.class)
class PayloadKeysIT {
    private static final String STEP = "before-BlockStore.Delete";
    private static final String FRESH = "fresh";
    private static final Pattern KEY_ID = Pattern.compile("\"encryption-key-id\"\\s*:\\s*\"([^\"]+)\"");

    @Test
    void a_new_key_seals_what_comes_and_the_old_one_opens_what_was(Platform platform)
            throws IOException, InterruptedException {
        var machines = Machines.in(platform);
        var old = Platform.read(keys(platform)).split(" ", 2)[0];
        var volume = machines.emptyVolume("of-the-old-key");
        var before = creation(machines, volume);
        var underWay = deletedWhile(platform, machines, volume, () -> addFirst(keys(platform), FRESH));
        machines.ends(underWay, "SUCCEEDED");
        var later = machines.emptyVolume("of-the-new-key");
        var after = creation(machines, later);

        try (var engine = Engine.of(platform)) {
            assertThat(keysOf(engine, before)).containsExactly(old);
            assertThat(keysOf(engine, underWay)).containsExactlyInAnyOrder(old, FRESH);
            assertThat(keysOf(engine, after)).containsExactly(FRESH);
            assertThat(opened(platform, input(engine, before))).contains("of-the-old-key");
            assertThat(opened(platform, input(engine, after))).contains("of-the-new-key");
        }
        assertThat(machines.api()
                        .get("/operation/" + before.path("id").asText() + "/history")
                        .findValuesAsText("encryption-key-id"))
                .isEmpty();
        machines.api().call("DELETE", "/volume/" + later, null).orFail();
    }

    /** Begins to delete the volume, and restarts Kahuna in the middle. */
    private static JsonNode deletedWhile(Platform platform, Machines machines, String volume, Runnable meanwhile) {
        platform.hold(STEP);
        try {
            var operation = machines.api().begin("DELETE", "/volume/" + volume, null);
            await("the image is about to go")
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> machines.api()
                            .operation(operation)
                            .path("steps")
                            .findValuesAsText("activity")
                            .contains("BlockStore.Delete"));
            platform.restart("kahuna", meanwhile);
            return operation;
        } finally {
            platform.release(STEP);
        }
    }

    private static Path keys(Platform platform) {
        return platform.home().resolve("secrets/payload-keys");
    }

    private static void addFirst(Path keys, String id) {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        try {
            Files.writeString(
                    keys, "%s %s\n%s\n".formatted(id, Base64.getEncoder().encodeToString(bytes), Platform.read(keys)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode creation(Machines machines, String volume) {
        return machines.api().get("/operation?resource=" + volume).path(0);
    }

    /** The ids of the keys that sealed what stands in the operation's history. */
    private static Set<String> keysOf(Engine engine, JsonNode operation) {
        return KEY_ID.matcher(engine.history(operation).toJson(false))
                .results()
                .map(id -> new String(Base64.getDecoder().decode(id.group(1)), StandardCharsets.UTF_8))
                .collect(Collectors.toSet());
    }

    private static Payloads input(Engine engine, JsonNode operation) {
        return engine.history(operation)
                .getHistory()
                .getEvents(0)
                .getWorkflowExecutionStartedEventAttributes()
                .getInput();
    }

    /** What Kahuna's codec makes of it for an operator. */
    private static String opened(Platform platform, Payloads sealed) throws IOException, InterruptedException {
        var status = platform.status();
        var request = HttpRequest.newBuilder(URI.create(status.path("api").asText() + "/codec/decode"))
                .header(
                        "X-API-Key",
                        Platform.read(Path.of(status.path("adminKeyFile").asText())))
                .POST(HttpRequest.BodyPublishers.ofString(JsonFormat.printer().print(sealed)))
                .build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        var clear = Payloads.newBuilder();
        JsonFormat.parser().merge(answer.body(), clear);
        return clear.getPayloadsList().stream()
                .map(Payload::getData)
                .map(data -> data.toString(StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }
}
