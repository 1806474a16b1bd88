package cloud.kowabunga.compute;

import static cloud.kowabunga.compute.InstanceState.*;

import cloud.kowabunga.fault.Fault;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be done to the power of an instance. */
public enum PowerAction {
    START(RUNNING),
    /** Pulls the plug. */
    STOP(SHUTOFF),
    /** Presses the power button and waits for the guest to go down. */
    SHUTDOWN(SHUTOFF),
    /** Asks the guest to start anew. */
    REBOOT(RUNNING),
    /** Presses the reset button. */
    RESET(RUNNING),
    SUSPEND(PAUSED),
    RESUME(RUNNING);

    private final InstanceState target;

    PowerAction(InstanceState target) {
        this.target = target;
    }

    /** Which one stands in paths and bodies as this word; empty for any other word. */
    public static Optional<PowerAction> of(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word().equals(word))
                .findFirst();
    }

    /** As it stands in paths and bodies. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As people read it, at the beginning of a sentence. */
    public String title() {
        return this == SHUTDOWN ? "Shut down" : name().charAt(0) + word().substring(1);
    }

    /** The state in which the instance is afterwards. */
    public InstanceState target() {
        return target;
    }

    /** Whether it means something to an instance in that state; an action that has nothing left to do does. */
    public boolean allowedIn(InstanceState state) {
        return switch (this) {
            case START -> state == SHUTOFF || state == CRASHED || state == RUNNING;
            case STOP -> state == RUNNING || state == PAUSED || state == CRASHED || state == SHUTOFF;
            case SHUTDOWN -> state == RUNNING || state == SHUTOFF;
            case REBOOT, RESET -> state == RUNNING;
            case SUSPEND, RESUME -> state == RUNNING || state == PAUSED;
        };
    }

    /** Raises INVALID_STATE where this action means nothing to an instance in that state. */
    public void requireAllowedIn(InstanceState state, String instanceName) {
        if (!allowedIn(state)) {
            throw Fault.INVALID_STATE.because(
                    "Instance '%s' is %s: it cannot %s now.".formatted(instanceName, state.wire(), word()));
        }
    }
}
