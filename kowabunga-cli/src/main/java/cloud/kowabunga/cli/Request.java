package cloud.kowabunga.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What a call says, made of the options that were typed. */
final class Request {
    private final Route route;
    private final Typed typed;
    private final Values values;

    /** @param nouns whose names are taken in place of ids */
    Request(Route route, Typed typed, Names names, List<String> nouns) {
        this.route = route;
        this.typed = typed;
        this.values = new Values((field, said) -> nouns.stream()
                .filter(field::refersTo)
                .findFirst()
                .filter(_ -> !said.isEmpty())
                .map(noun -> names.id(noun, said))
                .orElse(said));
    }

    String query() {
        var parameters = new LinkedHashMap<String, String>();
        for (var field : route.query()) {
            if (typed.has(field.option())) {
                parameters.put(field.name(), value(field).asString());
            }
        }
        return KahunaApi.query(parameters);
    }

    ObjectNode body() {
        var body = typed.words().commandSpec().findOption("--from") == null
                ? JsonNodeFactory.instance.objectNode()
                : typed.text("--from").map(this::file).orElseGet(JsonNodeFactory.instance::objectNode);
        for (var field : route.body()) {
            if (typed.words().commandSpec().findOption(field.option()) != null && typed.has(field.option())) {
                body.set(field.name(), value(field));
            }
        }
        return body;
    }

    /** Says all that is missing at once, where the server would name the first. */
    void requireComplete(ObjectNode body) {
        var missing = route.body().stream()
                .filter(field -> field.required() && !body.has(field.name()))
                .map(field -> field.name().equals("name") ? "NAME" : field.option())
                .collect(Collectors.joining(" "));
        if (!missing.isEmpty()) {
            throw Refusal.usage("Still missing: " + missing);
        }
    }

    private JsonNode value(Field field) {
        if (field.list()) {
            return values.list(field, typed.texts(field.option()));
        }
        return field.kind() == Field.Kind.BOOLEAN
                ? JsonNodeFactory.instance.booleanNode(typed.truth(field.option()))
                : values.one(field, typed.text(field.option()).orElse(""));
    }

    /** YAML contains JSON. */
    private ObjectNode file(String name) {
        try {
            var text = name.equals("-")
                    ? typed.here().in().lines().collect(Collectors.joining("\n"))
                    : Files.readString(Path.of(name));
            if (new YAMLMapper().readTree(text) instanceof ObjectNode object) {
                return object;
            }
            throw Refusal.usage("--from: one object is needed in " + name + ".");
        } catch (IOException _) {
            throw Refusal.usage("--from: " + name + " cannot be read.");
        } catch (JacksonException _) {
            throw Refusal.usage("--from: " + name + " is neither JSON nor YAML.");
        }
    }
}
