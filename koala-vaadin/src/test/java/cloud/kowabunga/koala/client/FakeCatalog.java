package cloud.kowabunga.koala.client;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Resources that are made, changed and deleted at once, over HTTP as the published API has it. */
final class FakeCatalog {
    private final FakePlatform platform;

    FakeCatalog(FakePlatform platform) {
        this.platform = platform;
    }

    private void read(HttpExchange exchange, String kind, String id) throws IOException {
        var found = object(kind, id);
        if (found == null) {
            absent(exchange, kind, id);
        } else {
            FakeKahuna.answer(exchange, 200, found);
        }
    }

    /** The last part of a path that is posted to is the kind, the one before it the parent. */
    void order(HttpExchange exchange, String[] parts) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "POST" -> make(exchange, parts[parts.length - 1], parts.length < 2 ? "" : parts[parts.length - 2]);
            case "PUT" -> change(exchange, parts[0], parts[1]);
            case "DELETE" -> delete(exchange, parts[0], parts[1]);
            case "PATCH" -> key(exchange, parts[0], parts[1]);
            default -> read(exchange, parts[0], parts.length < 2 ? "" : parts[1]);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> body(HttpExchange exchange) throws IOException {
        return WireJson.MAPPER.readValue(exchange.getRequestBody(), Map.class);
    }

    private void make(HttpExchange exchange, String kind, String parent) throws IOException {
        var body = body(exchange);
        var taken =
                platform.resources(kind).stream().anyMatch(row -> Objects.equals(row.get("name"), body.get("name")));
        if (taken) {
            FakeKahuna.refuse(
                    exchange, 409, "Conflict", "There is a %s named '%s' already.".formatted(kind, body.get("name")));
            return;
        }
        var id = platform.put(kind, parent, body);
        FakeKahuna.answer(exchange, 201, object(kind, id));
    }

    private void change(HttpExchange exchange, String kind, String id) throws IOException {
        var before = platform.resource(kind, id);
        if (before.isEmpty()) {
            absent(exchange, kind, id);
            return;
        }
        var after = new HashMap<>(Objects.requireNonNull(object(kind, id)));
        after.putAll(body(exchange));
        platform.put(kind, Objects.toString(before.get().get("parent"), ""), after);
        FakeKahuna.answer(exchange, 200, object(kind, id));
    }

    private void delete(HttpExchange exchange, String kind, String id) throws IOException {
        if (platform.resource(kind, id).isEmpty()) {
            absent(exchange, kind, id);
            return;
        }
        platform.remove(kind, id);
        FakeKahuna.answer(exchange, 200, null);
    }

    private void key(HttpExchange exchange, String kind, String id) throws IOException {
        exchange.getResponseHeaders().set("X-Kowabunga-Secret", "kow_new00001_for-" + kind + "-" + id);
        FakeKahuna.answer(exchange, 200, Map.of("id", "token-1", "name", id, "expire", false));
    }

    @SuppressWarnings("unchecked")
    private @Nullable Map<String, Object> object(String kind, String id) {
        return platform.resource(kind, id)
                .map(row -> (Map<String, Object>) row.get("object"))
                .orElse(null);
    }

    private static void absent(HttpExchange exchange, String kind, String id) throws IOException {
        FakeKahuna.refuse(exchange, 404, "Not Found", "There is no %s '%s'.".formatted(kind, id));
    }
}
