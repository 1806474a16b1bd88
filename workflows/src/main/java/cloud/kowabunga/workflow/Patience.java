package cloud.kowabunga.workflow;

import io.temporal.common.RetryOptions;
import java.time.Duration;

/** How long the platform waits for whom, and how often it asks again. Every time-out and every retry is named here. */
public final class Patience {
    /** An agent that has died in the middle of a step is noticed after this long; agents give a sign of life every 3 s. */
    static final Duration HEARTBEAT = Duration.ofSeconds(10);

    /** One attempt of anything about a machine or a network. Detaching a disk waits for the guest, so it may take a while. */
    static final Duration MACHINE_ATTEMPT = Duration.ofMinutes(5);

    /** One attempt of anything about an image of a pool. */
    static final Duration IMAGE_ATTEMPT = Duration.ofHours(1);

    /** One attempt to fetch a template, which may be large and far away. */
    static final Duration IMPORT_ATTEMPT = Duration.ofHours(24);

    /** One attempt of a ledger: a transaction on a database nearby. */
    static final Duration LEDGER_ATTEMPT = Duration.ofSeconds(10);

    /** Waits between attempts of a ledger up to this long stay inside the worker; longer ones become timers of the engine. */
    static final Duration LEDGER_LOCAL = Duration.ofSeconds(5);

    /** An operation whose end the ledger refused to write down tries again after this long. */
    static final Duration BETWEEN_CLOSINGS = Duration.ofSeconds(30);

    /** How long a guest may take to go down after its power button was pressed. */
    public static final Duration SHUTDOWN = Duration.ofMinutes(2);

    /** How often a guest that goes down is looked at. */
    public static final Duration SHUTDOWN_LOOK = Duration.ofSeconds(2);

    /** How often the button is pressed again: a guest that is still in its firmware misses a press. */
    public static final Duration SHUTDOWN_PRESS = Duration.ofSeconds(15);

    /** How long an operation that nobody wants any more waits for an agent that may be away. */
    static final Duration IN_PASSING = Duration.ofSeconds(10);

    /** A part of a bulk that has not ended after this long no longer keeps others from beginning. */
    static final Duration TURN = Duration.ofMinutes(5);

    /** A bulk that only looks on at a part of it, as an earlier run of it began that, looks so often at first. */
    static final Duration FIRST_LOOK = Duration.ofSeconds(1);

    /** And so often at last, so that the looks of weeks fit into a history. */
    static final Duration LAST_LOOK = Duration.ofMinutes(5);

    private Patience() {}

    /**
     * How long an operation may take before somebody is alarmed. Nothing is ended by it: what waits for an agent goes on waiting.
     *
     * @param verb the workflow's type
     */
    public static Duration deadline(String verb) {
        return switch (verb) {
            case "PowerInstance" -> Duration.ofMinutes(5);
            case "CreateInstance", "DeleteInstance", "UpdateInstance" -> Duration.ofMinutes(10);
            case "CreateVolume", "DeleteVolume", "ResizeVolume", "DeleteTemplate" -> Duration.ofMinutes(20);
            case "RunBulk" -> Duration.ofHours(1);
            case "ImportTemplate" -> Duration.ofHours(4);
            default -> Duration.ofMinutes(30);
        };
    }

    /** Agents: what is away is asked again for ever, at last every 10 s. What is refused is not asked again. */
    static RetryOptions withAgents() {
        return forever(Duration.ofSeconds(1), Duration.ofSeconds(10));
    }

    /**
     * Ledgers: a database that is away is asked again for ever, at last every 30 s, so that an outage of days still fits into a history.
     * Without a number of attempts the SDK would not repeat a local activity at all.
     */
    static RetryOptions withLedgers() {
        return forever(Duration.ofMillis(200), Duration.ofSeconds(30)).toBuilder()
                .setMaximumAttempts(Integer.MAX_VALUE)
                .build();
    }

    private static RetryOptions forever(Duration first, Duration last) {
        return RetryOptions.newBuilder()
                .setInitialInterval(first)
                .setBackoffCoefficient(2)
                .setMaximumInterval(last)
                .build();
    }
}
