package cloud.kowabunga.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * Answers over HTTP with what a test prepared, in the shapes that the API's document gives, and remembers what it was asked. The
 * command line meets the real Kahuna in the end-to-end tests.
 */
final class FakeKahuna implements AutoCloseable {
    record Asked(String call, String body, Map<String, String> headers) {}

    private record Reply(int status, String body, String type) {}

    private final HttpServer server;
    private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    FakeKahuna() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/api/v1", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param call for example {@code GET /region/r1}; the last of several answers is given again and again */
    FakeKahuna on(String call, int status, String body) {
        return on(call, new Reply(status, body, "application/json"));
    }

    FakeKahuna streams(String call, String... events) {
        var body = new StringBuilder("retry:1000\n:alive\n\n");
        for (var event : events) {
            body.append("event:operation\ndata:").append(event).append("\n\n");
        }
        return on(call, new Reply(200, body.toString(), "text/event-stream"));
    }

    /** A stream of one event. */
    FakeKahuna tells(String call, String id, String event, String data) {
        var line = id.isEmpty() ? "" : "id:" + id + "\n";
        return on(
                call,
                new Reply(200, ":alive\n\n%sevent:%s\ndata:%s\n\n".formatted(line, event, data), "text/event-stream"));
    }

    /** A stream that breaks off before its first event. */
    FakeKahuna begins(String call, String id) {
        return on(call, new Reply(200, "id:" + id + "\n:alive\n\n", "text/event-stream"));
    }

    private FakeKahuna on(String call, Reply reply) {
        replies.computeIfAbsent(call, _ -> new ArrayDeque<>()).add(reply);
        return this;
    }

    List<Asked> asked() {
        return asked;
    }

    Asked last(String method) {
        return asked.stream()
                .filter(one -> one.call().startsWith(method + " "))
                .reduce((_, later) -> later)
                .orElseThrow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        var call = exchange.getRequestMethod() + " "
                + exchange.getRequestURI().toString().replaceFirst("^/api/v1", "");
        var headers = new ConcurrentHashMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
        asked.add(
                new Asked(call, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8), headers));
        var reply = next(call);
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Reply next(String call) {
        var prepared = replies.get(call);
        if (prepared == null) {
            return new Reply(
                    404,
                    "{\"status\":404,\"error\":\"Not Found\",\"reason\":\"There is nothing at %s.\"}".formatted(call),
                    "application/json");
        }
        synchronized (prepared) {
            return prepared.size() == 1 ? prepared.getFirst() : prepared.removeFirst();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
