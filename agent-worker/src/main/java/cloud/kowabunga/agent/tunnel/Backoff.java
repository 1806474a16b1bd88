package cloud.kowabunga.agent.tunnel;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before dialing again: exponential with full jitter, so that a thousand agents that lost the same Kahuna
 * do not come back in the same moment. See "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration CAP = Duration.ofSeconds(30);

    private final RandomGenerator random;
    private int failures;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /** The wait after one more failure: between nothing and 0.2 s at first, doubling up to 30 s. */
    Duration afterFailure() {
        var most = Math.min(CAP.toMillis(), FIRST.toMillis() << Math.min(failures, 20));
        failures++;
        return Duration.ofMillis(random.nextLong(most + 1));
    }

    /** The wait after a refusal that only a person can lift: between half of it and the whole 30 s. */
    Duration afterRefusal() {
        failures++;
        return Duration.ofMillis(random.nextLong(CAP.toMillis() / 2, CAP.toMillis() + 1));
    }

    void succeeded() {
        failures = 0;
    }
}
