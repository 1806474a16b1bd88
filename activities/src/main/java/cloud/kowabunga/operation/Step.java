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
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean undoRefused) {

    /** Of which nobody has tried to undo anything in vain. */
    public Step(
            int number,
            String name,
            String activity,
            String queue,
            StepState state,
            @Nullable String error,
            Instant startedAt,
            @Nullable Instant endedAt) {
        this(number, name, activity, queue, state, error, startedAt, endedAt, false);
    }
}
