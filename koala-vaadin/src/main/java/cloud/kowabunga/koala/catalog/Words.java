package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.koala.catalog.Field.Form;
import cloud.kowabunga.koala.client.Resource;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a field of a resource for people. */
final class Words {
    static final String NONE = "–";
    private static final int CENTS = 2;

    private final Names names;

    Words(Names names) {
        this.names = names;
    }

    /** One line; a dash where there is nothing. */
    String of(Resource resource, Field field) {
        var value = resource.value(field.name());
        var words = switch (field.form()) {
            case Form.Gib _ -> value instanceof Number bytes ? new Bytes(bytes.longValue()).forPeople() : "";
            case Form.Yes _ -> value == null ? "" : Boolean.TRUE.equals(value) ? "yes" : "no";
            case Form.One one -> value == null ? "" : names.name(one.kind(), value.toString());
            case Form.Many many -> String.join(", ", names.names(many.kind(), resource.lines(field.name())));
            case Form.Secret _ -> value == null || value.toString().isEmpty() ? "" : "set";
            case Form.Price _ ->
                value instanceof Map<?, ?> price ? money(price.get("price")) + " " + price.get("currency") : "";
            case Form.Ranges _ -> each(value, Words::range);
            case Form.Computed(var kind) -> each(value, one -> pair(one, kind));
            default -> each(value, Objects::toString);
        };
        return words.isBlank() ? NONE : words;
    }

    /** With cents, and whatever is smaller than that. */
    private static String money(@Nullable Object amount) {
        var exact = new BigDecimal(Objects.toString(amount, "0")).stripTrailingZeros();
        return exact.setScale(Math.max(CENTS, exact.scale())).toPlainString();
    }

    private static String each(@Nullable Object value, Function<Object, String> words) {
        return switch (value) {
            case null -> "";
            case Collection<?> many ->
                many.stream()
                        .map(one -> words.apply(Objects.requireNonNull(one)))
                        .collect(Collectors.joining(", "));
            case Object one -> words.apply(one);
        };
    }

    /** As it is typed: first-last. */
    static String range(Object value) {
        return value instanceof Map<?, ?> range ? range.get("first") + "-" + range.get("last") : value.toString();
    }

    /** A pair of key and value, as in a project's subnets. */
    private String pair(Object value, String kind) {
        if (value instanceof Map<?, ?> pair) {
            var told = String.valueOf(pair.get("value"));
            return pair.get("key") + ": " + (kind.isEmpty() ? told : names.name(kind, told));
        }
        return value.toString();
    }
}
