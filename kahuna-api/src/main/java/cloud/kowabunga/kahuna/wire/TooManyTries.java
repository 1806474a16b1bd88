package cloud.kowabunga.kahuna.wire;

import java.io.Serial;
import java.time.Duration;

/** Somebody tried too often and has to wait. */
public final class TooManyTries extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Duration pause;

    public TooManyTries(Duration pause) {
        super("Too many failed tries to sign in. Wait %d seconds.".formatted(pause.toSeconds()));
        this.pause = pause;
    }

    public Duration pause() {
        return pause;
    }
}
