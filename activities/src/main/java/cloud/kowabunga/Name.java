package cloud.kowabunga;

import cloud.kowabunga.fault.Fault;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a person calls a thing: 1 to 63 characters, letters, digits, dot, dash, underscore and blanks inside, beginning
 * with a letter or digit.
 */
public record Name(@JsonValue String value) {
    private static final Pattern FORM =
            Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N}._ \\-]{0,61}[\\p{L}\\p{N}._\\-])?");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Name {
        if (!FORM.matcher(value).matches()) {
            throw Fault.INVALID_VALUE.because(
                    "A name has 1 to 63 letters, digits, dots, dashes, underscores or inner blanks and begins with a letter or digit; '"
                            + value + "' does not.");
        }
    }

    /** The name as a host name label after RFC 1123: lower case letters, digits and dashes, at most 63. */
    public String asHostName() {
        var label = value.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return label.isEmpty() ? "instance" : label;
    }

    @Override
    public String toString() {
        return value;
    }
}
