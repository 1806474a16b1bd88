package cloud.kowabunga.koala.client;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Resources that are made, changed and deleted at once, over HTTP as the published API has it. */
final class FakeCatalog {
    private static final Set<String> LASTING = Set.of("volume", "kompute", "template");

    private final FakePlatform platform;
    private final AtomicInteger keys = new AtomicInteger();

    FakeCatalog(FakePlatform platform) {
        this.platform = platform;
    }

    private void read(HttpExchange exchange, String kind, String id) throws IOException {
        var found = object(kind, id);
        if (found == null) {
            absent(exchange, kind, id);
        } else {
            exchange.getResponseHeaders().set("ETag", tag(found));
            if (found.get("last_used_at") instanceof String used) {
                exchange.getResponseHeaders().set("X-Kowabunga-Last-Used", used);
            }
            FakeWire.answer(exchange, 200, found);
        }
    }

    private static String tag(Map<String, Object> object) {
        return "\"" + Integer.toHexString(object.hashCode()) + "\"";
    }

    /** The last part of a path that is posted to is the kind, the second the parent. */
    void order(HttpExchange exchange, String[] parts) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "POST" -> make(exchange, parts[parts.length - 1], parts.length < 2 ? "" : parts[1]);
            case "PUT" -> {
                if (parts.length > 2 && parts[2].equals("password")) {
                    platform.password(parts[1], String.valueOf(body(exchange).get("value")));
                    FakeWire.answer(exchange, 200, null);
                } else {
                    change(exchange, parts[0], parts[1]);
                }
            }
            case "DELETE" -> delete(exchange, parts[0], parts[1]);
            case "PATCH" -> {
                switch (parts[2]) {
                    case "token" -> key(exchange, parts[0], parts[1]);
                    case "maintenance" -> maintain(exchange, parts[1], parts[3].equals("enable"));
                    default -> {
                        platform.makeDefault(parts[2], parts[3]);
                        FakeWire.answer(exchange, 200, null);
                    }
                }
            }
            default -> {
                if (parts.length > 2 && parts[2].equals("usage")) {
                    FakeWire.answer(exchange, 200, platform.usage());
                } else {
                    read(exchange, parts[0], parts.length < 2 ? "" : parts[1]);
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> body(HttpExchange exchange) throws IOException {
        return WireJson.MAPPER.readValue(exchange.getRequestBody(), Map.class);
    }

    private void make(HttpExchange exchange, String kind, String parent) throws IOException {
        var body = body(exchange);
        var refused = platform.whyKept(kind);
        if (!refused.isEmpty()) {
            FakeWire.refuse(exchange, 422, "Unprocessable Entity", refused);
            return;
        }
        var taken =
                platform.resources(kind).stream().anyMatch(row -> Objects.equals(row.get("name"), body.get("name")));
        if (taken) {
            FakeWire.refuse(
                    exchange, 409, "Conflict", "There is a %s named '%s' already.".formatted(kind, body.get("name")));
            return;
        }
        var id = platform.put(kind, parent, body);
        if (LASTING.contains(kind)) {
            accept(exchange, "Create", kind, id, body);
        } else {
            platform.audit("Create", kind, id, String.valueOf(body.get("name")), body);
            FakeWire.answer(exchange, 201, object(kind, id));
        }
    }

    /** As an operation that is over before anybody can ask. */
    private void accept(HttpExchange exchange, String verb, String kind, String id, Map<String, Object> input)
            throws IOException {
        var noun = Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
        var name = nameOf(kind, id);
        var operation = platform.addOperation(verb + noun, kind, id, name);
        platform.preferred(operation, exchange.getRequestHeaders().getFirst("Prefer"));
        platform.auditInput(operation, input);
        platform.step(operation, verb + " " + name, "", Map.of("state", "DONE"));
        platform.setOperation(operation, Map.of("state", "SUCCEEDED"));
        FakeWire.answer(exchange, 202, platform.operation(operation).orElseThrow());
    }

    private String nameOf(String kind, String id) {
        return String.valueOf(Objects.requireNonNull(object(kind, id)).get("name"));
    }

    private void change(HttpExchange exchange, String kind, String id) throws IOException {
        var before = platform.resource(kind, id);
        if (before.isEmpty()) {
            absent(exchange, kind, id);
            return;
        }
        var after = new HashMap<>(Objects.requireNonNull(object(kind, id)));
        var known = exchange.getRequestHeaders().getFirst("If-Match");
        if (known != null && !known.equals(tag(after))) {
            FakeWire.refuse(
                    exchange, 412, "Precondition Failed", "It is no longer what If-Match names: somebody changed it.");
            return;
        }
        var body = body(exchange);
        platform.asked(id, body);
        after.putAll(body);
        platform.put(kind, Objects.toString(before.get().get("parent"), ""), after);
        platform.audit("Update", kind, id, String.valueOf(after.get("name")), body);
        FakeWire.answer(exchange, 200, object(kind, id));
    }

    void changeInstance(HttpExchange exchange, String id) throws IOException {
        var body = body(exchange);
        platform.asked(id, body);
        platform.setInstance(id, body);
        var operation = platform.addOperation("UpdateInstance", id);
        platform.setOperation(operation, Map.of("state", "SUCCEEDED"));
        FakeWire.answer(exchange, 202, platform.operation(operation).orElseThrow());
    }

    private void delete(HttpExchange exchange, String kind, String id) throws IOException {
        if (platform.resource(kind, id).isEmpty()) {
            absent(exchange, kind, id);
            return;
        }
        if (!platform.whyKept(id).isEmpty()) {
            FakeWire.refuse(exchange, 409, "Conflict", platform.whyKept(id));
            return;
        }
        if (LASTING.contains(kind)) {
            accept(exchange, "Delete", kind, id, Map.of());
            platform.remove(kind, id);
        } else {
            platform.audit("Delete", kind, id, nameOf(kind, id), Map.of());
            platform.remove(kind, id);
            FakeWire.answer(exchange, 200, null);
        }
    }

    private void maintain(HttpExchange exchange, String id, boolean on) throws IOException {
        var after = new HashMap<>(Objects.requireNonNull(object("kaktus", id)));
        after.put("maintenance", on);
        platform.put("kaktus", "", after);
        FakeWire.answer(exchange, 200, null);
    }

    private void key(HttpExchange exchange, String kind, String id) throws IOException {
        var query = FakeWire.query(exchange);
        var key = new HashMap<String, Object>(Map.of("id", "token-" + id, "name", nameOf(kind, id)));
        key.put("expire", Boolean.valueOf(query.get("expire")));
        key.put("expiration_date", query.getOrDefault("expirationDate", ""));
        platform.put("token", id, key);
        exchange.getResponseHeaders()
                .set("X-Kowabunga-Secret", "kow_new%05d_for-%s-%s".formatted(keys.incrementAndGet(), kind, id));
        FakeWire.answer(exchange, 200, key);
    }

    @SuppressWarnings("unchecked")
    private @Nullable Map<String, Object> object(String kind, String id) {
        return platform.resource(kind, id)
                .map(row -> (Map<String, Object>) row.get("object"))
                .orElse(null);
    }

    private static void absent(HttpExchange exchange, String kind, String id) throws IOException {
        FakeWire.refuse(exchange, 404, "Not Found", "There is no %s '%s'.".formatted(kind, id));
    }
}
