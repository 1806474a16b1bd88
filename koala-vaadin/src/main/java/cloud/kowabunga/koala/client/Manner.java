package cloud.kowabunga.koala.client;

import org.jspecify.annotations.Nullable;

/**
 * How an order is meant.
 *
 * @param pauseOnFailure whether a refused step waits for a person with everything in place, instead of undoing all
 * @param tag of the object as it was read: nothing is changed where it is no longer so; absent where that does not matter
 */
public record Manner(boolean pauseOnFailure, @Nullable String tag) {
    public static final Manner PLAIN = new Manner(false, null);

    public static Manner pausing(boolean onFailure) {
        return new Manner(onFailure, null);
    }

    /** Koala never waits for an operation: it shows it. */
    String prefer() {
        return pauseOnFailure ? "respond-async, pause-on-failure" : "respond-async";
    }
}
