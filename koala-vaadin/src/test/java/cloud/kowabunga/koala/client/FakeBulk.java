package cloud.kowabunga.koala.client;

import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.PowerAction;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The same done to many, over HTTP: over before anybody can ask. */
final class FakeBulk {
    private final FakePlatform platform;

    FakeBulk(FakePlatform platform) {
        this.platform = platform;
    }

    @SuppressWarnings("unchecked")
    void run(HttpExchange exchange) throws IOException {
        var body = (Map<String, Object>) WireJson.MAPPER.readValue(exchange.getRequestBody(), Map.class);
        var noun = FakeWire.text(body, "noun");
        var verb = FakeWire.text(body, "verb");
        var ids = (List<String>) body.getOrDefault("resources", List.of());
        for (var id : ids) {
            if (find(noun, id).isEmpty()) {
                FakeWire.refuse(exchange, 404, "Not Found", "There is no %s '%s'.".formatted(noun, id));
                return;
            }
        }
        var whole = platform.addOperation(
                "RunBulk", "bulk", "bulk-" + System.nanoTime(), "%s of %d %ss".formatted(verb, ids.size(), noun));
        platform.preferred(whole, exchange.getRequestHeaders().getFirst("Prefer"));
        platform.auditInput(whole, body);
        var refused = new ArrayList<String>();
        ids.forEach(id -> part(whole, noun, verb, id, refused));
        platform.setOperation(
                whole,
                refused.isEmpty()
                        ? Map.of("state", "SUCCEEDED")
                        : Map.of(
                                "state",
                                "FAILED",
                                "reason",
                                "%d of %d were not done: %s"
                                        .formatted(refused.size(), ids.size(), String.join(" ", refused))));
        FakeWire.answer(exchange, 202, platform.operation(whole).orElseThrow());
    }

    private void part(String whole, String noun, String verb, String id, List<String> refused) {
        var row = find(noun, id).orElseThrow();
        var name = FakeWire.text(row, "name");
        var deletes = verb.equals("delete");
        var part = platform.addOperation(deletes ? "Delete" + title(noun) : "PowerInstance", noun, id, name);
        platform.setOperation(part, deletes ? Map.of("parent", whole) : Map.of("parent", whole, "action", verb));
        var why = deletes ? "" : whyNot(row, PowerAction.of(verb).orElseThrow(), verb);
        platform.step(whole, verb + " " + name, "", Map.of("state", why.isEmpty() ? "DONE" : "FAILED"));
        if (!why.isEmpty()) {
            refused.add(name + ": " + why);
            platform.setOperation(part, Map.of("state", "FAILED", "reason", why));
            return;
        }
        if (deletes) {
            platform.remove(noun, id);
        } else {
            platform.setInstance(
                    id,
                    Map.of("state", PowerAction.of(verb).orElseThrow().target().wire()));
        }
        platform.setOperation(part, Map.of("state", "SUCCEEDED"));
    }

    private static String whyNot(Map<String, Object> row, PowerAction action, String verb) {
        var state = InstanceState.valueOf(FakeWire.text(row, "state").toUpperCase(Locale.ROOT));
        return action.allowedIn(state) ? "" : "it is %s and cannot %s now.".formatted(state.wire(), verb);
    }

    private Optional<Map<String, Object>> find(String noun, String id) {
        return noun.equals("instance") ? platform.instance(id) : platform.resource(noun, id);
    }

    private static String title(String noun) {
        return Character.toUpperCase(noun.charAt(0)) + noun.substring(1);
    }
}
