package cloud.kowabunga.operation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.activity.ActivityInterface;

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

    /** A new operation with the Temporal workflow id and the run that executes it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Opening(Order order, String workflowId, String runId) {}
}
