package cloud.kowabunga.kahuna.database;

import cloud.kowabunga.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jooq.Field;
import org.jooq.SortField;

/**
 * What a list may be sorted by.
 *
 * @param what it is a list of, in the plural
 * @param fields by their names on the wire, in camel case; the same in snake case means the same
 */
public record Sorting(String what, Map<String, Field<?>> fields) {
    public Sorting {
        fields = Map.copyOf(fields);
    }

    /**
     * The order that a caller asks for; empty where nothing is asked for, INVALID_VALUE for a field that is none of these.
     *
     * @param sort fields with commas between them, a leading dash for descending
     */
    public List<SortField<?>> order(String sort) {
        var order = new ArrayList<SortField<?>>();
        for (var word : sort.split(",", -1)) {
            var name = word.strip();
            if (!name.isEmpty()) {
                var down = name.startsWith("-");
                var field = field(down ? name.substring(1) : name);
                order.add(down ? field.desc() : field.asc());
            }
        }
        return order;
    }

    private Field<?> field(String name) {
        for (var field : fields.entrySet()) {
            if (field.getKey().equals(name) || snake(field.getKey()).equals(name)) {
                return field.getValue();
            }
        }
        throw Fault.INVALID_VALUE.because("sort: %s cannot be sorted by '%s', but by %s."
                .formatted(
                        what,
                        name,
                        String.join(", ", fields.keySet().stream().sorted().toList())));
    }

    private static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
