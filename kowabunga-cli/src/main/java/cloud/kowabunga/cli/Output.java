package cloud.kowabunga.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Shows what was asked for: for people as a table, for programs as JSON or YAML, where every value is as the API gave it. */
enum Output {
    TABLE {
        @Override
        void list(List<JsonNode> rows, List<String> columns, PrintWriter out) {
            var shown = columns.isEmpty() ? columnsOf(rows) : columns;
            var cells = rows.stream()
                    .map(row -> shown.stream()
                            .map(column -> cell(column, row.path(column)))
                            .toList())
                    .toList();
            grid(
                    shown.stream()
                            .map(name -> name.replace('_', ' ').toUpperCase(Locale.ROOT))
                            .toList(),
                    cells,
                    out);
        }

        @Override
        void one(JsonNode object, PrintWriter out) {
            if (!object.isObject()) {
                if (!object.isNull()) {
                    out.println(cell("", object));
                }
                return;
            }
            var width = object.propertyNames().stream()
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
            object.properties()
                    .forEach(each -> out.println(padded(each.getKey().replace('_', ' '), width) + "  "
                            + cell(each.getKey(), each.getValue())));
        }
    },
    JSON {
        @Override
        void list(List<JsonNode> rows, List<String> columns, PrintWriter out) {
            out.println(PRETTY.writeValueAsString(rows));
        }

        @Override
        void one(JsonNode object, PrintWriter out) {
            out.println(PRETTY.writeValueAsString(object));
        }
    },
    YAML {
        @Override
        void list(List<JsonNode> rows, List<String> columns, PrintWriter out) {
            out.print(PLAIN_YAML.writeValueAsString(new ArrayNode(JsonNodeFactory.instance, rows)));
            out.flush();
        }

        @Override
        void one(JsonNode object, PrintWriter out) {
            out.print(PLAIN_YAML.writeValueAsString(object));
            out.flush();
        }
    };

    private static final JsonMapper PRETTY =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final YAMLMapper PLAIN_YAML = YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .build();
    private static final Set<String> SIZES = Set.of("memory", "size", "storage", "capacity", "free");
    private static final Set<String> LONG = Set.of("description", "steps", "metadata");
    private static final int MOST_COLUMNS = 8;

    /** @param columns which fields, in this order; empty: what there is */
    abstract void list(List<JsonNode> rows, List<String> columns, PrintWriter out);

    abstract void one(JsonNode object, PrintWriter out);

    static Output of(String word) {
        return Arrays.stream(values())
                .filter(known -> known.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> Refusal.usage("--output: one of table, json, yaml is needed, not '" + word + "'."));
    }

    private static List<String> columnsOf(List<JsonNode> rows) {
        var columns = new LinkedHashSet<String>();
        rows.forEach(row -> row.propertyNames().stream()
                .filter(name -> !LONG.contains(name))
                .forEach(columns::add));
        return columns.stream().limit(MOST_COLUMNS).toList();
    }

    static void grid(List<String> heads, List<List<String>> rows, PrintWriter out) {
        var widths = new int[heads.size()];
        for (var column = 0; column < widths.length; column++) {
            widths[column] = heads.get(column).length();
            for (var row : rows) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        line(heads, widths, out);
        rows.forEach(row -> line(row, widths, out));
    }

    private static void line(List<String> cells, int[] widths, PrintWriter out) {
        var line = new StringBuilder();
        for (var column = 0; column < widths.length; column++) {
            line.append(padded(cells.get(column), widths[column])).append("  ");
        }
        out.println(line.toString().stripTrailing());
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    /** One line, whatever the value is. What has a name is told by it; its id is in the JSON. */
    static String cell(String name, JsonNode value) {
        if (value.isMissingNode() || value.isNull() || (value.isContainer() && value.isEmpty())) {
            return "-";
        }
        if (value.isArray()) {
            return value.valueStream().map(one -> cell("", one)).collect(Collectors.joining(", "));
        }
        if (value.isObject() && value.has("name") && value.has("id") && value.size() == 2) {
            return cell("name", value.path("name"));
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .map(each -> each.getKey() + "=" + cell(each.getKey(), each.getValue()))
                    .collect(Collectors.joining(","));
        }
        if (SIZES.contains(name) && value.isIntegralNumber()) {
            return Sizes.forPeople(value.asLong());
        }
        // A line end, or worse an escape sequence, in somebody's description must not draw on the terminal.
        return value.asString("").replaceAll("\\p{Cntrl}+", " ");
    }
}
