package cloud.kowabunga.koala.client;

import java.util.Locale;
import java.util.regex.Pattern;

/** The verbs of operations as people read them. */
public final class Verbs {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private Verbs() {}

    /** {@code CreateInstance} becomes {@code Create instance}. */
    public static String title(String verb) {
        var words = HUMP.matcher(verb).replaceAll(" ").toLowerCase(Locale.ROOT);
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
