package cloud.kowabunga;

import cloud.kowabunga.fault.Fault;
import java.util.regex.Pattern;

/** The identity of one resource: 1 to 64 letters, digits, dashes or underscores, made by Kahuna and opaque to all others. */
public interface Id {
    Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    String value();

    /** The value itself where it has the form of an id; otherwise an {@link Fault#INVALID_VALUE}. */
    static String checked(Noun noun, String value) {
        if (!FORM.matcher(value).matches()) {
            throw Fault.INVALID_VALUE.because("'" + value + "' is not the id of a " + noun.title() + ".");
        }
        return value;
    }
}
