package cloud.kowabunga.kahuna.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Decodes JSON as strictly as clients of generation 0.53 do: no unknown field, no missing one, no other type. */
final class OldSchemas {
    private record Field(String kind, boolean required) {}

    private final Map<String, Map<String, Field>> schemas = read();
    private final Set<String> decoded = new TreeSet<>();

    /** @param kind a schema, a kind of value, or a list of either in brackets */
    void decode(String kind, JsonNode json) {
        decode(kind, json, kind);
    }

    /** The schemas that were decoded at least once. */
    Set<String> decoded() {
        return decoded;
    }

    Set<String> names() {
        return schemas.keySet();
    }

    /** The schemas of what has an id. */
    Set<String> withId() {
        return schemas.keySet().stream()
                .filter(name -> Objects.requireNonNull(schemas.get(name)).containsKey("id"))
                .collect(Collectors.toSet());
    }

    private void decode(String kind, JsonNode json, String place) {
        if (kind.startsWith("[")) {
            require(json.isArray(), place, "a list", json);
            var element = kind.substring(1, kind.length() - 1);
            for (var i = 0; i < json.size(); i++) {
                decode(element, json.get(i), place + "[" + i + "]");
            }
            return;
        }
        switch (kind) {
            case "text" -> require(json.isString(), place, "a text", json);
            case "flag" -> require(json.isBoolean(), place, "true or false", json);
            case "number" -> require(json.isNumber(), place, "a number", json);
            case "int32" ->
                require(json.isIntegralNumber() && json.canConvertToInt(), place, "a number of 32 bits", json);
            case "int64" ->
                require(json.isIntegralNumber() && json.canConvertToLong(), place, "a number of 64 bits", json);
            case "date" -> require(json.isString() && isDate(json.asString()), place, "a date", json);
            default -> object(kind, json, place);
        }
    }

    private void object(String name, JsonNode json, String place) {
        var fields = Objects.requireNonNull(schemas.get(name), () -> "There is no schema " + name);
        require(json.isObject(), place, "an object", json);
        decoded.add(name);
        json.propertyNames().forEach(field -> {
            if (!fields.containsKey(field)) {
                throw new AssertionError(place + ": an old client refuses the field '" + field + "' in " + json);
            }
        });
        fields.forEach((field, how) -> {
            var value = json.get(field);
            if (value == null) {
                require(!how.required, place + "." + field, "there", json);
            } else {
                decode(how.kind, value, place + "." + field);
            }
        });
    }

    private static void require(boolean right, String place, String wanted, JsonNode json) {
        if (!right) {
            throw new AssertionError("%s: it is not %s in %s".formatted(place, wanted, json));
        }
    }

    private static boolean isDate(String text) {
        try {
            LocalDate.parse(text);
            return true;
        } catch (DateTimeParseException _) {
            return false;
        }
    }

    private static Map<String, Map<String, Field>> read() {
        var schemas = new LinkedHashMap<String, Map<String, Field>>();
        @Nullable Map<String, Field> fields = null;
        for (var line : text().lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (!line.startsWith(" ")) {
                fields = new LinkedHashMap<>();
                if (schemas.put(line, fields) != null) {
                    throw new IllegalStateException("The schema " + line + " stands there twice.");
                }
                continue;
            }
            var parts = line.strip().split(": ", 2);
            var optional = parts[0].endsWith("?");
            Objects.requireNonNull(fields, "A schema comes first.")
                    .put(
                            optional ? parts[0].substring(0, parts[0].length() - 1) : parts[0],
                            new Field(parts[1], !optional));
        }
        return schemas;
    }

    private static String text() {
        try (var file = OldSchemas.class.getResourceAsStream("/clients/schemas-0.53.txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
