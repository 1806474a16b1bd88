package cloud.kowabunga.kahuna.audit;

import cloud.kowabunga.kahuna.wire.Json;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes the secrets out of what workflows were given and said, and nothing else: a history must still replay. The rest of it is for those
 * who may read the operation.
 */
public final class Secrets {
    /** Fields of any payload, in small letters and without underscores. */
    private static final Set<String> NAMES = Set.of(
            "password",
            "rootpassword",
            "secret",
            "secretuuid",
            "token",
            "jwt",
            "privatekey",
            "presharedkey",
            "psk",
            "userdata");

    private Secrets() {}

    /** The same JSON, in which the values of such fields read {@code (withheld)}. */
    public static String without(String json) {
        try {
            return Json.mapper().writeValueAsString(without(Json.mapper().readTree(json)));
        } catch (JacksonException _) {
            return json;
        }
    }

    private static JsonNode without(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> {
                var all = JsonNodeFactory.instance.objectNode();
                object.forEachEntry(
                        (name, inner) -> all.set(name, isSecret(name, inner) ? withheld(name, inner) : without(inner)));
                yield all;
            }
            case ArrayNode array -> {
                var all = JsonNodeFactory.instance.arrayNode();
                array.forEach(element -> all.add(without(element)));
                yield all;
            }
            default -> value;
        };
    }

    private static boolean isSecret(String name, JsonNode value) {
        var plain = name.replace("_", "").toLowerCase(Locale.ROOT);
        return value.isString() && (NAMES.contains(plain) || plain.equals("source"));
    }

    private static JsonNode withheld(String name, JsonNode value) {
        var told = name.equals("source") ? Redaction.address(value.stringValue()) : Redaction.WITHHELD;
        return JsonNodeFactory.instance.stringNode(told);
    }
}
