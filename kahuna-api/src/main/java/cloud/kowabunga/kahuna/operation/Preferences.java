package cloud.kowabunga.kahuna.operation;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a caller would like an operation to be, as the header {@code Prefer} of RFC 7240 says it.
 *
 * @param async {@code respond-async}: the operation at once, and not its end
 * @param pauseOnFailure {@code pause-on-failure}: a refused step waits for a person, with everything in place
 */
public record Preferences(boolean async, boolean pauseOnFailure) {
    static final String HEADER = "Preference-Applied";

    private static final String ASYNC = "respond-async";
    private static final String PAUSE = "pause-on-failure";

    /** @param headers each a list of preferences, with commas between them; those that nobody knows mean nothing */
    static Preferences of(List<String> headers) {
        var wanted = headers.stream()
                .flatMap(header -> Stream.of(header.split(",", -1)))
                .map(preference -> preference.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        return new Preferences(wanted.contains(ASYNC), wanted.contains(PAUSE));
    }

    /** What the answer says of those that were followed; empty where none was asked for. */
    String applied() {
        return Stream.of(async ? ASYNC : "", pauseOnFailure ? PAUSE : "")
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(", "));
    }
}
