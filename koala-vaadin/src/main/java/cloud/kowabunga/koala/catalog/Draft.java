package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.client.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts what was typed into the JSON of the API. */
final class Draft {
    private Draft() {}

    /** For a new one all that was given; for a present one what a person touched, so that all else stays as it is. */
    static Map<String, Object> of(List<Input> fields, @Nullable Resource before) {
        var body = new LinkedHashMap<String, Object>();
        var had = before == null ? Map.<String, Object>of() : before.object();
        for (var input : fields) {
            if (before == null || input.touched()) {
                // What cannot be emptied does not get as far as here.
                var value = before == null ? input.wire() : input.wire().or(() -> Optional.of(""));
                value.ifPresent(given -> put(body, input.field().name(), given, had));
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
}
