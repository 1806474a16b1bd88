package cloud.kowabunga.koala.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One resource of any kind, as the published API describes it.
 *
 * @param parent the id of what it hangs from; absent for what stands by itself
 * @param object its fields under their names on the wire
 * @param isDefault whether it is the one that is taken where none is named, of those that hang from the same
 * @param tag says which state of it this is; absent where it was not read whole
 */
public record Resource(
        String id,
        String name,
        @Nullable String parent,
        @Nullable String parentName,
        @JsonProperty("default") boolean isDefault,
        Map<String, Object> object,
        @Nullable String tag) {
    public Resource {
        object = object == null ? Map.of() : object;
    }

    public Resource(
            String id, String name, @Nullable String parent, @Nullable String parentName, Map<String, Object> object) {
        this(id, name, parent, parentName, false, object, null);
    }

    /** The same with its fields. */
    Resource with(Map<String, Object> fields, @Nullable String newTag) {
        return new Resource(id, name, parent, parentName, isDefault, fields, newTag);
    }

    /** The field, or a part of it where the name has a dot; absent where the resource has none. */
    public @Nullable Object value(String path) {
        var dot = path.indexOf('.');
        if (dot < 0) {
            return object.get(path);
        }
        return object.get(path.substring(0, dot)) instanceof Map<?, ?> whole
                ? whole.get(path.substring(dot + 1))
                : null;
    }

    /** The field as a line of text; empty where the resource has none. */
    public String text(String field) {
        return switch (object.get(field)) {
            case null -> "";
            case Collection<?> many -> many.stream().map(String::valueOf).collect(Collectors.joining(", "));
            case Object one -> String.valueOf(one);
        };
    }

    /** The field as a list of lines. */
    public List<String> lines(String field) {
        return object.get(field) instanceof Collection<?> many
                ? many.stream().map(String::valueOf).toList()
                : List.of();
    }
}
