package cloud.kowabunga.koala.client;

import java.util.Locale;

/** What a person can decide about an operation. */
public enum Decision {
    CANCEL,
    RETRY,
    SKIP;

    /** As it stands in the path. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
