package cloud.kowabunga.operation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * How far an operation is.
 *
 * @param steps all steps that have begun, oldest first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Progress(OperationId operation, OperationState state, List<Step> steps) {
    public Progress {
        steps = List.copyOf(steps);
    }
}
