package cloud.kowabunga.kahuna.wire;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Name;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a caller gave: what must be there, what may change, and what may not. The field's name stands in every sentence. */
public final class Given {
    private Given() {}

    /** The value, or MALFORMED_REQUEST where it is absent. */
    public static <T> T required(String field, @Nullable T value) {
        if (value == null) {
            throw Fault.MALFORMED_REQUEST.because(field + ": this field is required and was not given.");
        }
        return value;
    }

    /** A text that is there and not blank. */
    public static String text(String field, @Nullable String value) {
        var text = required(field, value);
        if (text.isBlank()) {
            throw Fault.INVALID_VALUE.because(field + ": this field may not be empty.");
        }
        return text;
    }

    /** A name in the form that {@link Name} asks for. */
    public static String name(@Nullable String value) {
        return valid("name", required("name", value), Name::new).value();
    }

    /** What a constructor makes of a value, its refusal begun with the field's name. */
    public static <S, T> T valid(String field, S value, Function<S, T> constructor) {
        try {
            return constructor.apply(value);
        } catch (KowabungaException no) {
            if (no.sentence().startsWith(field + ":")) {
                throw no;
            }
            throw no.fault().because(field + ": " + no.sentence(), no);
        }
    }

    /** The new value where one was given, else the one that is. */
    public static <T> T or(@Nullable T given, T now) {
        return given == null ? now : given;
    }

    /** As {@link #or} for what may be absent itself. */
    public static <T> @Nullable T orAbsent(@Nullable T given, @Nullable T now) {
        return given == null ? now : given;
    }

    /**
     * Refuses an update that would change what cannot be changed. Clients of the older generation send the whole object, so
     * the same value, an empty one and none at all are no change.
     */
    public static void unchanged(String field, @Nullable Object given, @Nullable Object now) {
        if (given != null && !given.equals("") && !Objects.equals(given, now)) {
            throw Fault.INVALID_VALUE.because(
                    "%s: this cannot be changed; it is '%s' and stays so. Make a new one instead."
                            .formatted(field, now));
        }
    }

    /** A number within bounds, both included. */
    public static long within(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw Fault.INVALID_VALUE.because(
                    "%s: a number from %d to %d is needed, not %d.".formatted(field, least, most, value));
        }
        return value;
    }

    /** A size of at most so much. */
    public static Bytes size(String field, long value, Bytes most) {
        var size = valid(field, value, Bytes::new);
        if (size.compareTo(most) > 0) {
            throw Fault.INVALID_VALUE.because("%s: at most %s (%d bytes) can be asked for, not %d bytes."
                    .formatted(field, most.forPeople(), most.value(), value));
        }
        return size;
    }

    /** As {@link #size} where it changes; what is there may be larger. */
    public static Bytes sizeOr(String field, @Nullable Long given, Bytes now, Bytes most) {
        return given == null || given == now.value() ? now : size(field, given, most);
    }

    /** A port from 1 to 65535; clients write 0 for what they leave to the platform. */
    public static int port(String field, @Nullable Long given, int otherwise) {
        return given == null || given == 0 ? otherwise : (int) within(field, given, 1, 65535);
    }

    /** A list without gaps or repetitions, in the order given. */
    public static List<String> distinct(String field, List<? extends @Nullable String> values) {
        for (var value : values) {
            if (value == null) {
                throw Fault.MALFORMED_REQUEST.because(field + ": null is not an element of this list.");
            }
        }
        if (new HashSet<>(values).size() < values.size()) {
            throw Fault.INVALID_VALUE.because(field + ": the same element stands twice.");
        }
        return values.stream().map(Objects::requireNonNull).toList();
    }

    /** One of a few words. */
    public static String oneOf(String field, String value, List<String> words) {
        if (!words.contains(value)) {
            throw Fault.INVALID_VALUE.because(
                    "%s: one of %s is needed, not '%s'.".formatted(field, String.join(", ", words), value));
        }
        return value;
    }
}
