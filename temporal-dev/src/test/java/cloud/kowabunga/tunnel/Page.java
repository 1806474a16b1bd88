package cloud.kowabunga.tunnel;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The page of a console without a browser. */
final class Page implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration SOON = Duration.ofSeconds(30);

    private final StringBuilder bytes = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final List<JsonNode> notices = new CopyOnWriteArrayList<>();
    private final WebSocket socket;

    /** Opens the console of an instance at the Kahuna that listens on this port. */
    static Page open(Platform platform, int port, String instance) {
        return new Page(port, path(platform, port, instance));
    }

    /** The path of a page that nobody has opened yet. */
    static String path(Platform platform, int port, String instance) {
        try {
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:%d/api/v1/instance/%s/connect".formatted(port, instance)))
                    .header("X-API-Key", platform.adminKey())
                    .build();
            var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.body());
            }
            return URI.create(JSON.readTree(answer.body()).path("url").asText()).getPath();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    Page(int port, String path) {
        socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + path + "/stream"), this)
                .join();
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        synchronized (bytes) {
            bytes.append(StandardCharsets.UTF_8.decode(data));
        }
        from.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            try {
                notices.add(JSON.readTree(text.toString()));
            } catch (IOException malformed) {
                throw new UncheckedIOException(malformed);
            }
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    Page type(String keys) {
        socket.sendBinary(ByteBuffer.wrap(keys.getBytes(StandardCharsets.UTF_8)), true)
                .join();
        return this;
    }

    Page awaitBytes(String part) {
        await().atMost(SOON).until(() -> {
            synchronized (bytes) {
                return bytes.indexOf(part) >= 0;
            }
        });
        return this;
    }

    JsonNode awaitNotice(String state) {
        await().atMost(SOON).until(() -> notice(state) != null);
        return Objects.requireNonNull(notice(state));
    }

    /** The sentence with which it ended. */
    String awaitEnd() {
        return awaitNotice("ended").path("sentence").asText();
    }

    private @Nullable JsonNode notice(String state) {
        return notices.stream()
                .filter(notice -> notice.path("state").asText().equals(state))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
