package cloud.kowabunga.koala.client;

import cloud.kowabunga.Noun;
import cloud.kowabunga.operation.OperationState;
import org.jspecify.annotations.Nullable;

/**
 * Which operations; what is empty, absent or false lets everything through.
 *
 * @param resource the id of the one resource
 * @param parent the id of the operation that they are parts of
 * @param within the id of where their resources stand, such as a zone, or of an agent that carried steps of them
 * @param overdue only those that go on past their deadline
 * @param latest of each resource only the newest of those that match
 */
public record OperationFilter(
        @Nullable OperationState state,
        @Nullable Noun noun,
        String resource,
        String parent,
        String within,
        boolean overdue,
        boolean latest) {
    public static final OperationFilter ALL = new OperationFilter(null, null, "", "", "", false, false);
    public static final OperationFilter OVERDUE = new OperationFilter(null, null, "", "", "", true, false);

    public static OperationFilter in(OperationState state) {
        return new OperationFilter(state, null, "", "", "", false, false);
    }

    public static OperationFilter ofResource(String id) {
        return new OperationFilter(null, null, id, "", "", false, false);
    }

    public static OperationFilter partsOf(String operation) {
        return new OperationFilter(null, null, "", operation, "", false, false);
    }

    public static OperationFilter within(String place) {
        return new OperationFilter(null, null, "", "", place, false, false);
    }
}
