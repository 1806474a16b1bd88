package cloud.kowabunga.operation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far an operation is.
 *
 * @param steps all steps that have begun, oldest first
 * @param decisions what a person may say to it now
 * @param run the execution that says so, another one after a reset; absent where an older worker says it
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Progress(
        OperationId operation,
        OperationState state,
        List<Step> steps,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Decision> decisions,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String run) {
    public Progress {
        steps = List.copyOf(steps);
        decisions = orNone(decisions);
    }

    /** Of an operation to which nothing can be said. */
    public Progress(OperationId operation, OperationState state, List<Step> steps) {
        this(operation, state, steps, List.of(), null);
    }

    /** What an older worker wrote has none. */
    private static List<Decision> orNone(@Nullable List<Decision> decisions) {
        return decisions == null ? List.of() : List.copyOf(decisions);
    }
}
