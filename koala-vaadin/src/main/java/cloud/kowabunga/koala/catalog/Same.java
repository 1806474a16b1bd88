package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.catalog.Field.Form;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether two values mean the same on the wire, however they are written. */
final class Same {
    private Same() {}

    static boolean of(Form form, @Nullable Object one, @Nullable Object other) {
        if (form instanceof Form.Many many
                && !many.ordered()
                && one instanceof List<?> some
                && other instanceof List<?> others) {
            return new HashSet<>(some).equals(new HashSet<>(others));
        }
        return same(one, other);
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        return switch (one) {
            case Number number
            when other instanceof Number another -> decimal(number).compareTo(decimal(another)) == 0;
            case Map<?, ?> map
            when other instanceof Map<?, ?> another ->
                map.keySet().equals(another.keySet())
                        && map.keySet().stream().allMatch(key -> same(map.get(key), another.get(key)));
            case null, default -> Objects.equals(one, other);
        };
    }

    private static BigDecimal decimal(Number number) {
        return new BigDecimal(number.toString());
    }
}
