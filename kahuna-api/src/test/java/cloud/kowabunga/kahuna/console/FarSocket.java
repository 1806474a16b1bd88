package cloud.kowabunga.kahuna.console;

import static org.awaitility.Awaitility.await;

import cloud.kowabunga.kahuna.KahunaWorld;
import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The far end of a console's WebSocket: a browser's page or an agent, as Kahuna sees them. */
final class FarSocket implements WebSocket.Listener, AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final StringBuilder bytes = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final List<JsonNode> notices = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final boolean reading;
    private final WebSocket socket;

    private FarSocket(KahunaWorld world, String path, boolean reading, String... headers) {
        this.reading = reading;
        var builder = world.http().newWebSocketBuilder();
        for (var index = 0; index < headers.length; index += 2) {
            builder.header(headers[index], headers[index + 1]);
        }
        var address = world.address().replaceFirst("^http", "ws") + path;
        this.socket = builder.buildAsync(URI.create(address), this).join();
    }

    /** @param page as {@code GET /connect} gave it */
    static FarSocket browser(KahunaWorld world, String page) {
        return new FarSocket(world, URI.create(page).getPath() + "/stream", true);
    }

    /** Takes the first notice and then nothing more. */
    static FarSocket browserThatDoesNotRead(KahunaWorld world, String page) {
        return new FarSocket(world, URI.create(page).getPath() + "/stream", false);
    }

    static FarSocket agent(KahunaWorld world, String agent, String key, String console) {
        return new FarSocket(
                world,
                "/agent/v1/console",
                true,
                "X-Kowabunga-Agent",
                agent,
                "Authorization",
                "Bearer " + key,
                "X-Kowabunga-Console",
                console);
    }

    @Override
    public void onOpen(WebSocket opened) {
        opened.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        synchronized (bytes) {
            bytes.append(StandardCharsets.UTF_8.decode(data));
        }
        more(from);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            notices.add(JSON.readTree(text.toString()));
            text.setLength(0);
        }
        more(from);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code + " " + reason);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete("broken: " + error);
    }

    private void more(WebSocket from) {
        if (reading) {
            from.request(1);
        }
    }

    CompletableFuture<WebSocket> send(String typed) {
        return socket.sendBinary(ByteBuffer.wrap(typed.getBytes(StandardCharsets.UTF_8)), true);
    }

    void close(int code, String reason) {
        socket.sendClose(code, reason).join();
    }

    /** Waits until these bytes have come. */
    FarSocket awaitBytes(String part) {
        await().atMost(SOON).until(() -> {
            synchronized (bytes) {
                return bytes.indexOf(part) >= 0;
            }
        });
        return this;
    }

    /** Waits for the notice of this state. */
    JsonNode awaitNotice(String state) {
        await().atMost(SOON)
                .until(() -> notices.stream()
                        .anyMatch(notice -> state.equals(notice.path("state").asString())));
        return notices.stream()
                .filter(notice -> state.equals(notice.path("state").asString()))
                .findFirst()
                .orElseThrow();
    }

    /** The state that is told first. */
    String awaitFirst() {
        await().atMost(SOON).until(() -> !notices.isEmpty());
        return notices.getFirst().path("state").asString();
    }

    /** The sentence with which it ended. */
    String awaitEnd() {
        var sentence = awaitNotice("ended").path("sentence").asString();
        awaitClosed();
        return sentence;
    }

    /** Code and reason of the close frame. */
    String awaitClosed() {
        await().atMost(SOON).until(closed::isDone);
        return closed.join();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
