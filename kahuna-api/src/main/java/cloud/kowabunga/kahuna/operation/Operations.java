package cloud.kowabunga.kahuna.operation;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.Order;
import org.springframework.stereotype.Component;

/** Starts operations and follows them. Raises {@code ENGINE_AWAY} while Temporal cannot be reached. */
@Component
@SuppressWarnings("DoNotCallSuggester")
public final class Operations {
    /**
     * Starts the workflow that the order names and returns when its ledger admitted it. Raises what the ledger refused with, and
     * {@code OPERATION_RUNNING}, naming it, where another operation works on the resource.
     *
     * @param input the workflow's only argument, for example {@code CreateInstance.Input}
     */
    public Running start(Order order, Object input) {
        throw Fault.NOT_IMPLEMENTED.because(order.verb() + " cannot be started yet with " + input + ".");
    }

    /**
     * Waits for the end, through restarts of the engine too; on a virtual thread. Raises the fault that the operation ended with.
     *
     * @param type of what the workflow answers, {@code Void.class} for nothing
     */
    public <T> T await(Running operation, Class<T> type) {
        throw Fault.NOT_IMPLEMENTED.because(
                operation.id() + " cannot be awaited yet for " + type.getSimpleName() + ".");
    }

    /** Asks the operation to stop and undo what it did. Raises NOT_FOUND, INVALID_STATE where it has ended. */
    public void cancel(OperationId id) {
        throw Fault.NOT_IMPLEMENTED.because("Operation " + id + " cannot be cancelled yet.");
    }

    /** Tells an operation that waits in ATTENTION, or between two attempts, to try again now. */
    public void retry(OperationId id) {
        throw Fault.NOT_IMPLEMENTED.because("Operation " + id + " cannot be retried yet.");
    }

    /** Tells an operation that waits in ATTENTION to leave the step as it is and go on. */
    public void skip(OperationId id) {
        throw Fault.NOT_IMPLEMENTED.because("Operation " + id + " cannot skip a step yet.");
    }
}
