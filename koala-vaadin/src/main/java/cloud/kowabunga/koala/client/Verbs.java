package cloud.kowabunga.koala.client;

import java.util.Locale;
import java.util.regex.Pattern;

/** The verbs of operations as people read them. */
public final class Verbs {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private Verbs() {}

    /** What is done, and to how many, is the name of what it is done to. */
    private static final String BULK = "RunBulk";

    /** {@code CreateInstance} becomes {@code Create instance}. */
    public static String title(String verb) {
        if (verb.equals(BULK)) {
            return "Bulk";
        }
        var words = HUMP.matcher(verb).replaceAll(" ").toLowerCase(Locale.ROOT);
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
