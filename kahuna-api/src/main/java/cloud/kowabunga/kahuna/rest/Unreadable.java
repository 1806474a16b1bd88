package cloud.kowabunga.kahuna.rest;

import java.time.temporal.Temporal;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says in a sentence, with the field's name, why a body cannot be read. */
final class Unreadable {
    private Unreadable() {}

    static String sentence(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof JacksonException json) {
                return sentence(json);
            }
        }
        return "A JSON object is needed as body, and none was sent.";
    }

    private static String sentence(JacksonException thrown) {
        var field = field(thrown);
        if (thrown instanceof InputCoercionException) {
            return field + ": this number is too large or not whole.";
        }
        if (thrown instanceof StreamReadException) {
            return "%s: the body is not JSON%s.".formatted(field, place(thrown.getLocation()));
        }
        if (thrown instanceof MismatchedInputException mismatch) {
            return "%s: %s is needed.".formatted(field, words(mismatch.getTargetType()));
        }
        return field + ": this cannot be read.";
    }

    private static String field(JacksonException thrown) {
        var path = new StringBuilder();
        for (var reference : thrown.getPath()) {
            if (reference.getPropertyName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
            } else if (reference.getIndex() >= 0) {
                path.append('[').append(reference.getIndex()).append(']');
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " (line %d, column %d)".formatted(location.getLineNr(), location.getColumnNr());
    }

    /** What somebody has to write for a value of this type. */
    static String words(@Nullable Class<?> type) {
        if (type == null) {
            return "another value";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == Long.class || type == long.class || type == Integer.class || type == int.class) {
            return "a whole number";
        }
        if (Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return "a date like 2027-01-31";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return type == String.class || type.isEnum() ? "a text" : "an object";
    }
}
