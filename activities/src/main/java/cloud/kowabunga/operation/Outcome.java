package cloud.kowabunga.operation;

import cloud.kowabunga.fault.Fault;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an operation ended.
 *
 * @param state one of the final states
 * @param fault why, where it did not succeed
 * @param reason the sentence that belongs to the fault
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Outcome(
        OperationId operation,
        OperationState state,
        List<Step> steps,
        @Nullable Fault fault,
        @Nullable String reason) {
    public Outcome {
        steps = List.copyOf(steps);
    }
}
