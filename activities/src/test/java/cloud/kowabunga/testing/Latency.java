package cloud.kowabunga.testing;

import cloud.kowabunga.fault.Fault;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a call to the in-memory data center takes: a time drawn evenly from both bounds.
 *
 * @param least not negative
 * @param most at least {@code least}
 */
public record Latency(Duration least, Duration most) {
    public static final Latency NONE = new Latency(Duration.ZERO, Duration.ZERO);

    public Latency {
        if (least.isNegative() || most.compareTo(least) < 0) {
            throw Fault.INVALID_VALUE.because("latency: two durations from 0 upwards are needed, the lesser first, not "
                    + least + " and " + most + ".");
        }
    }

    /** Lets that time go by; an agent that is being stopped meanwhile is away. */
    void pass() {
        if (most.isZero()) {
            return;
        }
        try {
            Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(least.toNanos(), most.toNanos() + 1)));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw Fault.ENGINE_AWAY.because("The agent is being stopped.");
        }
    }
}
