package cloud.kowabunga.operation;

import cloud.kowabunga.fault.Fault;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an operation ended.
 *
 * @param state one of the final states
 * @param fault why, where it did not succeed
 * @param reason the sentence that belongs to the fault
 * @param run the execution that ended so, another one after a reset; absent where none did
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Outcome(
        OperationId operation,
        OperationState state,
        List<Step> steps,
        @Nullable Fault fault,
        @Nullable String reason,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String run) {
    public Outcome {
        steps = List.copyOf(steps);
    }

    /** Decided by no execution. */
    public Outcome(
            OperationId operation,
            OperationState state,
            List<Step> steps,
            @Nullable Fault fault,
            @Nullable String reason) {
        this(operation, state, steps, fault, reason, null);
    }
}
