package cloud.kowabunga.kahuna.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/**
 * The whole wire on one page, so that a review sees what a change does to clients: each operation with its parameters, bodies and
 * status codes, and each schema with its fields. After a change that is meant, {@code mvn -pl kahuna-api -am test
 * -Dtest=ApiSurfaceTest,GoldenJsonTest -Dgolden.write=true} writes the files anew.
 */
final class ApiSurfaceTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden/api.txt");
    private final Map<String, Object> document = document();

    @Test
    void the_wire_is_what_it_was() throws IOException {
        var lines = new ArrayList<String>();
        map(document, "paths").forEach((path, item) -> operations(path, cast(item), lines));
        lines.sort(null);
        new TreeMap<>(map(map(document, "components"), "schemas"))
                .forEach((name, schema) -> schema(name, cast(schema), lines));
        var surface = String.join("\n", lines) + "\n";
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(GOLDEN, surface);
        }
        assertThat(surface).isEqualTo(Files.readString(GOLDEN));
    }

    private void operations(String path, Map<String, Object> item, List<String> lines) {
        item.forEach((method, value) -> {
            if (!method.equals("parameters")) {
                var operation = cast(value);
                lines.add("%s %s %s%s%s -> %s"
                        .formatted(
                                path,
                                method.toUpperCase(Locale.ROOT),
                                operation.get("operationId"),
                                parameters(operation),
                                operation.containsKey("requestBody")
                                        ? " <- " + body(map(operation, "requestBody"))
                                        : "",
                                answers(map(operation, "responses"))));
            }
        });
    }

    private String parameters(Map<String, Object> operation) {
        return list(operation, "parameters").stream()
                .map(this::resolved)
                .map(parameter -> " %s%s:%s"
                        .formatted(
                                "header".equals(parameter.get("in")) ? "^" : "?",
                                parameter.get("name"),
                                type(map(parameter, "schema"))))
                .sorted()
                .collect(Collectors.joining());
    }

    private String answers(Map<String, Object> responses) {
        return new TreeMap<>(responses)
                .entrySet().stream()
                        .map(answer -> {
                            var body = body(resolved(cast(answer.getValue())));
                            return answer.getKey() + (body.equals("-") || body.equals("ApiError") ? "" : " " + body);
                        })
                        .collect(Collectors.joining(" "));
    }

    private static String body(Map<String, Object> holder) {
        return holder.containsKey("content")
                ? map(holder, "content").entrySet().stream()
                        .map(content -> (content.getKey().equals("application/json") ? "" : content.getKey() + " ")
                                + type(map(cast(content.getValue()), "schema")))
                        .collect(Collectors.joining("|"))
                : "-";
    }

    private static void schema(String name, Map<String, Object> schema, List<String> lines) {
        lines.add("");
        lines.add(name);
        var required = schema.get("required") instanceof List<?> names ? names : List.of();
        map(schema, "properties").forEach((field, value) -> {
            var property = cast(value);
            lines.add("  %s%s: %s%s%s"
                    .formatted(
                            field,
                            required.contains(field) ? "!" : "",
                            type(property),
                            property.containsKey("default") ? " = " + property.get("default") : "",
                            Objects.equals(property.get("readOnly"), true) ? " (read only)" : ""));
        });
    }

    private static String type(Map<String, Object> schema) {
        if (schema.get("$ref") instanceof String reference) {
            return reference.substring(reference.lastIndexOf('/') + 1);
        }
        if (schema.containsKey("items")) {
            return "[" + type(map(schema, "items")) + "]";
        }
        var bounds = schema.keySet().stream()
                .filter(List.of("enum", "format", "minimum", "maximum", "minLength", "maxLength", "pattern")::contains)
                .map(key -> " " + key + " " + schema.get(key))
                .sorted()
                .collect(Collectors.joining());
        return schema.get("type") + bounds;
    }

    private Map<String, Object> resolved(Map<String, Object> value) {
        Object found = value;
        if (value.get("$ref") instanceof String reference) {
            found = document;
            for (var part : reference.substring(2).split("/", -1)) {
                found = Objects.requireNonNull(cast(found).get(part), reference);
            }
        }
        return cast(found);
    }

    private static List<Map<String, Object>> list(Map<String, Object> parent, String key) {
        return parent.get(key) instanceof List<?> values
                ? values.stream().map(ApiSurfaceTest::cast).toList()
                : List.of();
    }

    private static Map<String, Object> document() {
        try (var file = ApiSurfaceTest.class.getResourceAsStream("/openapi/kowabunga.yaml")) {
            return new Yaml().load(file);
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static Map<String, Object> map(Map<String, Object> parent, String key) {
        return cast(Objects.requireNonNull(parent.get(key), key));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object value) {
        return (Map<String, Object>) value;
    }
}
