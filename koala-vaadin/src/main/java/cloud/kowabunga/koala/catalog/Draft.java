package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.client.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Puts what was typed into the JSON of the API. */
final class Draft {
    private Draft() {}

    /** For a new one all that was given; for a present one what differs from it. */
    static Map<String, Object> of(List<Input> fields, @Nullable Resource before) {
        var body = new LinkedHashMap<String, Object>();
        for (var input : fields) {
            var name = input.field().name();
            var value = input.wire().get();
            if (before == null) {
                value.ifPresent(given -> put(body, name, given, Map.of()));
                continue;
            }
            var had = before.value(name);
            if (value.isPresent() && !same(value.get(), had)) {
                put(body, name, value.get(), before.object());
            } else if (value.isEmpty() && had instanceof String text && !text.isEmpty()) {
                body.put(name, "");
            }
        }
        return body;
    }

    /** A field that is a part of another one takes its fellows along, because the API takes such a whole as one. */
    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> body, String name, Object value, Map<String, Object> before) {
        var dot = name.indexOf('.');
        if (dot < 0) {
            body.put(name, value);
            return;
        }
        var whole = name.substring(0, dot);
        var parts = (Map<String, Object>) body.computeIfAbsent(whole, _ -> {
            var fellows = new LinkedHashMap<String, Object>();
            if (before.get(whole) instanceof Map<?, ?> known) {
                known.forEach((key, one) -> fellows.put(String.valueOf(key), Objects.requireNonNull(one)));
            }
            return fellows;
        });
        parts.put(name.substring(dot + 1), value);
    }

    private static boolean same(Object typed, @Nullable Object had) {
        if (typed instanceof Number one && had instanceof Number other) {
            return one.longValue() == other.longValue();
        }
        var nothing = Boolean.FALSE.equals(typed) || List.of().equals(typed);
        return Objects.equals(typed, had) || (had == null && nothing);
    }
}
