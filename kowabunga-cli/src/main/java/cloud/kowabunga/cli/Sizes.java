package cloud.kowabunga.cli;

import java.util.Locale;
import java.util.regex.Pattern;

/** Bytes as people write them: {@code 4GiB}, {@code 512 MiB}, {@code 1.5TiB}, {@code 4G}, {@code 4294967296}. */
final class Sizes {
    private static final Pattern WRITTEN =
            Pattern.compile("(\\d+)(?:\\.(\\d{1,3}))?\\s*([KMGTP]?)(i?B?)", Pattern.CASE_INSENSITIVE);
    /** The place of a letter is the power of its unit. */
    private static final String LETTERS = "KMGTP";

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private Sizes() {}

    /** Units are powers of 1024, except where they are written as {@code GB}: then powers of 1000. */
    static long parse(String written) {
        var match = WRITTEN.matcher(written.strip());
        if (!match.matches()) {
            throw Refusal.usage("a size like 512MiB, 4GiB or a number of bytes is needed, not '" + written + "'.");
        }
        var decimal = match.group(4).equalsIgnoreCase("B") && !match.group(3).isEmpty();
        var unit = 1L;
        for (var power = power(match.group(3)); power > 0; power--) {
            unit *= decimal ? 1_000 : 1_024;
        }
        try {
            var whole = Math.multiplyExact(Long.parseLong(match.group(1)), unit);
            var rest = match.group(2) == null ? 0 : Math.round(Double.parseDouble("0." + match.group(2)) * unit);
            return Math.addExact(whole, rest);
        } catch (ArithmeticException | NumberFormatException _) {
            throw Refusal.usage("'" + written + "' is more bytes than there can be.");
        }
    }

    private static int power(String letter) {
        return letter.isEmpty() ? 0 : LETTERS.indexOf(letter.toUpperCase(Locale.ROOT)) + 1;
    }

    /** In the largest unit in which it is at least one: {@code 4 GiB}, {@code 1.5 GiB}, {@code 100 B}. */
    static String forPeople(long bytes) {
        var unit = 0;
        var amount = (double) bytes;
        while (amount >= 1_024 && unit < UNITS.length - 1) {
            amount /= 1_024;
            unit++;
        }
        var rounded = Math.round(amount * 10) / 10.0;
        return (rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded))
                + " "
                + UNITS[unit];
    }
}
