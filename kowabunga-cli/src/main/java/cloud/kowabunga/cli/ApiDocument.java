package cloud.kowabunga.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the API offers, as its own OpenAPI document says. */
final class ApiDocument {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final int DEEPEST = 3;

    private final JsonNode document;

    ApiDocument(JsonNode document) {
        this.document = document;
    }

    static ApiDocument ofThisBuild() {
        try (var in = Objects.requireNonNull(ApiDocument.class.getResourceAsStream("kowabunga.yaml"))) {
            return new ApiDocument(new YAMLMapper().readTree(in));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** All that is not deprecated, in the order of the document. */
    List<Route> routes() {
        var routes = new ArrayList<Route>();
        for (var path : document.path("paths").properties()) {
            for (var call : path.getValue().properties()) {
                if (METHODS.contains(call.getKey())
                        && !call.getValue().path("deprecated").asBoolean(false)) {
                    routes.add(route(call.getKey(), path.getKey(), call.getValue()));
                }
            }
        }
        return routes;
    }

    private Route route(String method, String path, JsonNode call) {
        var parameters =
                call.path("parameters").valueStream().map(this::resolve).toList();
        var answer = resolve(call.path("responses").path("200"));
        var schema = resolve(content(answer));
        return new Route(
                method.toUpperCase(java.util.Locale.ROOT),
                path,
                call.path("summary").asString(""),
                schema.path("description").asString(""),
                PARAMETER.matcher(path).results().map(match -> match.group(1)).toList(),
                parameters.stream()
                        .filter(parameter -> parameter.path("in").asString("").equals("query"))
                        .map(parameter -> field(
                                parameter.path("name").asString(""),
                                parameter.path("schema"),
                                parameter.path("description").asString(""),
                                parameter.path("required").asBoolean(false),
                                0))
                        .toList(),
                fields(resolve(content(resolve(call.path("requestBody")))), 0),
                parameters.stream()
                        .anyMatch(
                                parameter -> parameter.path("name").asString("").equals("Prefer")),
                schema.path("type").asString("").equals("array")
                        && resolve(schema.path("items"))
                                .path("type")
                                .asString("")
                                .equals("string"));
    }

    private static JsonNode content(JsonNode of) {
        return of.path("content").path("application/json").path("schema");
    }

    /** Follows references; what stands beside one, such as a description, goes before what it points to. */
    private JsonNode resolve(JsonNode node) {
        var reference = node.path("$ref").asString("");
        return reference.isEmpty() ? node : resolve(document.at(reference.substring(1)));
    }

    private List<Field> fields(JsonNode schema, int depth) {
        var required = new ArrayList<String>();
        schema.path("required").forEach(name -> required.add(name.asString("")));
        var fields = new LinkedHashMap<String, Field>();
        if (depth < DEEPEST) {
            for (var property : schema.path("properties").properties()) {
                var name = property.getKey();
                var of = property.getValue();
                if (!of.path("readOnly").asBoolean(false)) {
                    var field = field(name, of, of.path("description").asString(""), required.contains(name), depth);
                    fields.putIfAbsent(field.option(), field);
                }
            }
        }
        return List.copyOf(fields.values());
    }

    private Field field(String name, JsonNode given, String description, boolean required, int depth) {
        var schema = resolve(given);
        var list = schema.path("type").asString("").equals("array");
        var item = list ? resolve(schema.path("items")) : schema;
        var choices = StreamSupport.stream(item.path("enum").spliterator(), false)
                .map(choice -> choice.asString(""))
                .toList();
        return new Field(name, description, kind(item, description), choices, required, list, fields(item, depth + 1));
    }

    /** A whole number is a size where its description begins with bytes, the unit that the whole API uses. */
    private static Field.Kind kind(JsonNode schema, String description) {
        return switch (schema.path("type").asString("")) {
            case "integer" ->
                (description + schema.path("description").asString("")).matches("(?is).*\\bbytes\\b.*")
                        ? Field.Kind.SIZE
                        : Field.Kind.WHOLE;
            case "number" -> Field.Kind.NUMBER;
            case "boolean" -> Field.Kind.BOOLEAN;
            case "object" -> Field.Kind.OBJECT;
            default -> Field.Kind.TEXT;
        };
    }
}
