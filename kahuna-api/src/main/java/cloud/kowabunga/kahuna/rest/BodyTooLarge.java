package cloud.kowabunga.kahuna.rest;

import java.io.IOException;

/** A request whose body is more than Kahuna reads. */
final class BodyTooLarge extends IOException {
    static final int MOST_BYTES = 1 << 20;
    static final String SENTENCE = "A body has at most 1 MiB.";
    private static final long serialVersionUID = 1L;

    BodyTooLarge() {
        super(SENTENCE);
    }
}
