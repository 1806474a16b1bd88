package cloud.kowabunga.operation;

import java.util.List;

/**
 * How far an operation is.
 *
 * @param steps all steps that have begun, oldest first
 */
public record Progress(OperationId operation, OperationState state, List<Step> steps) {
    public Progress {
        steps = List.copyOf(steps);
    }
}
