package cloud.kowabunga.operation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One step of an operation as a person sees it.
 *
 * @param number from 1, in the order of beginning
 * @param name a short sentence without a full stop, for example {@code Define the machine}
 * @param activity the Temporal activity type, for example {@code Hypervisor.Define}, or the ledger's
 * @param queue the task queue that carries it; empty for steps of a ledger
 * @param error the sentence of the fault that ended it, if one did
 * @param endedAt absent while it runs
 * @param undoRefused whether it was its undoing, or the last word of the operation, that was refused: there is no way back from here
 * @param retries how often a person let it be done again after it was refused
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Step(
        int number,
        String name,
        String activity,
        String queue,
        StepState state,
        @Nullable String error,
        Instant startedAt,
        @Nullable Instant endedAt,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean undoRefused,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int retries) {

    /** Which was neither undone in vain nor done again. */
    public Step(
            int number,
            String name,
            String activity,
            String queue,
            StepState state,
            @Nullable String error,
            Instant startedAt,
            @Nullable Instant endedAt) {
        this(number, name, activity, queue, state, error, startedAt, endedAt, false, 0);
    }

    /** The same, which a person lets be done again. */
    public Step again() {
        return new Step(number, name, activity, queue, StepState.RUNNING, null, startedAt, null, false, retries + 1);
    }

    /** The same, of which the undoing was refused. */
    public Step beyondUndo() {
        return new Step(number, name, activity, queue, state, error, startedAt, endedAt, true, retries);
    }
}
