package cloud.kowabunga.operation;

import cloud.kowabunga.fault.Fault;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What workflows tell the database about themselves. Each call is one transaction, safe to run twice. Raises
 * {@code DATABASE_AWAY} while PostgreSQL cannot be reached.
 */
@ActivityInterface(namePrefix = "Operation.")
public interface OperationLedger {
    /** Writes the operation down as RUNNING; a second call with the same id changes nothing. */
    void open(Opening opening);

    /** Replaces the steps and the state of an operation that has not ended; later ones win. Anything else changes nothing. */
    void record(Progress progress);

    /**
     * Ends the operation. Of several ends the last one counts: a workflow may have to take its decision again when its worker was
     * lost before the engine knew of it. An operation that was never opened stays unknown.
     */
    void close(Outcome outcome);

    /** How an operation stands, and who else works on what it is to work on. Changes nothing. */
    Glance look(Inquiry inquiry);

    /** Which of these operations have ended. Changes nothing. */
    List<OperationId> ended(List<OperationId> operations);

    /** About an operation that may have begun, under that Temporal workflow id. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Inquiry(OperationId operation, String workflowId) {}

    /**
     * What the ledger knows.
     *
     * @param state of the operation; absent where it has not begun
     * @param run the execution that carries it out
     * @param fault why it ended so, where it did not succeed
     * @param reason the sentence that belongs to the fault
     * @param other another operation that goes on under the same workflow id, as people read it
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Glance(
            @Nullable OperationState state,
            @Nullable String run,
            @Nullable Fault fault,
            @Nullable String reason,
            @Nullable String other) {}

    /** A new operation with the Temporal workflow id and the run that executes it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Opening(Order order, String workflowId, String runId) {}
}
