package cloud.kowabunga.cli;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.BiFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Turns what was typed behind an option into what goes over the wire. */
final class Values {
    static final JsonMapper JSON = new JsonMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Turns a name into the id that a field wants. */
    private final BiFunction<Field, String, String> ids;

    Values(BiFunction<Field, String, String> ids) {
        this.ids = ids;
    }

    /** All values of a field that may be given several times; a single empty one means an empty list. */
    JsonNode list(Field field, List<String> typed) {
        var all = new ArrayNode(NODES);
        if (typed.equals(List.of(""))) {
            return all;
        }
        typed.forEach(value -> all.add(one(field, value)));
        return all;
    }

    JsonNode one(Field field, String typed) {
        try {
            return switch (field.kind()) {
                case TEXT -> NODES.stringNode(text(field, typed));
                case WHOLE -> NODES.numberNode(Long.parseLong(typed.strip()));
                case SIZE -> NODES.numberNode(Sizes.parse(typed));
                case NUMBER -> NODES.numberNode(new BigDecimal(typed.strip()));
                case BOOLEAN -> NODES.booleanNode(truth(typed));
                case OBJECT -> typed.stripLeading().startsWith("{") ? JSON.readTree(typed) : object(field, typed);
            };
        } catch (NumberFormatException _) {
            throw Refusal.usage(field.option() + ": a number is needed, not '" + typed + "'.");
        } catch (JacksonException _) {
            throw Refusal.usage(field.option() + ": this is no JSON: " + typed);
        } catch (Refusal wrong) {
            throw wrong.exitCode() == Refusal.USAGE && !wrong.sentence().startsWith("--")
                    ? Refusal.usage(field.option() + ": " + wrong.sentence())
                    : wrong;
        }
    }

    private String text(Field field, String typed) {
        if (!field.choices().isEmpty() && !field.choices().contains(typed)) {
            throw Refusal.usage("one of %s is needed, not '%s'.".formatted(String.join(", ", field.choices()), typed));
        }
        return ids.apply(field, typed);
    }

    private static boolean truth(String typed) {
        return switch (typed) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw Refusal.usage("true or false is needed, not '" + typed + "'.");
        };
    }

    /** {@code first=10.0.0.1,last=10.0.0.9} */
    private JsonNode object(Field field, String typed) {
        var object = NODES.objectNode();
        for (var pair : typed.split(",", -1)) {
            var equals = pair.indexOf('=');
            if (equals < 1) {
                throw Refusal.usage("pairs like %s are needed, or JSON, not '%s'.".formatted(example(field), pair));
            }
            var name = pair.substring(0, equals).strip();
            var value = pair.substring(equals + 1).strip();
            var part = field.fields().stream()
                    .filter(known -> known.name().equals(name))
                    .findFirst();
            if (part.isPresent()) {
                object.set(name, one(part.get(), value));
            } else if (field.fields().isEmpty()) {
                object.put(name, value);
            } else {
                throw Refusal.usage("'%s' is none of %s."
                        .formatted(
                                name,
                                String.join(
                                        ", ",
                                        field.fields().stream().map(Field::name).toList())));
            }
        }
        return object;
    }

    private static String example(Field field) {
        return field.fields().isEmpty()
                ? "key=value"
                : field.fields().getFirst().name() + "=…";
    }
}
