package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.OPERATION;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.Faults;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.engine.Engine;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.workflow.Attributes;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TerminatedFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for operations to end. */
final class Ends {
    private static final Logger LOG = LoggerFactory.getLogger(Ends.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final Engine engine;
    private final Database database;

    Ends(Engine engine, Database database) {
        this.engine = engine;
        this.database = database;
    }

    <T> @Nullable T await(Running operation, Class<T> type) {
        var followed = operation;
        while (true) {
            try {
                return engine.client()
                        .newUntypedWorkflowStub(EngineFailures.run(followed.workflowId(), followed.runId()))
                        .getResult(type);
            } catch (WorkflowFailedException failed) {
                if (failed.getCause() instanceof CanceledFailure && hasSucceeded(operation)) {
                    return null;
                }
                followed = successor(followed, failed).orElseThrow(() -> fault(operation, failed));
            } catch (WorkflowNotFoundException gone) {
                if (hasSucceeded(operation)) {
                    return null;
                }
                throw asWritten(operation, gone);
            } catch (RuntimeException thrown) {
                if (!isAway(thrown)) {
                    throw Faults.from(thrown);
                }
                LOG.debug("Waiting for operation {} goes on when the engine is back.", operation.id(), thrown);
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
                if (Thread.currentThread().isInterrupted()) {
                    throw Engine.away(thrown);
                }
            }
        }
    }

    private static boolean isAway(RuntimeException thrown) {
        return thrown instanceof KowabungaException no
                ? no.fault() == Fault.ENGINE_AWAY
                : EngineFailures.isAway(thrown);
    }

    /** A reset from the engine's console ends the run that is waited for and begins another one of the same operation. */
    private Optional<Running> successor(Running operation, WorkflowFailedException failed) {
        if (!(failed.getCause() instanceof TerminatedFailure)) {
            return Optional.empty();
        }
        try {
            var latest = engine.client()
                    .newUntypedWorkflowStub(operation.workflowId())
                    .describe();
            var runId = latest.getExecution().getRunId();
            var same = operation
                    .id()
                    .value()
                    .equals(latest.getTypedSearchAttributes().get(Attributes.OPERATION));
            return same && !runId.equals(operation.runId())
                    ? Optional.of(new Running(operation.id(), operation.workflowId(), runId))
                    : Optional.empty();
        } catch (WorkflowNotFoundException _) {
            return Optional.empty();
        }
    }

    private static KowabungaException fault(Running operation, WorkflowFailedException failed) {
        return failed.getCause() instanceof TerminatedFailure
                ? Fault.OPERATION_CANCELLED.because(
                        "Operation %s was terminated in the workflow engine. What it began is being cleaned up."
                                .formatted(operation.id()),
                        failed)
                : Faults.from(failed);
    }

    /**
     * The engine calls an execution cancelled when somebody asked for that, even where the cancel came after the last step. How
     * the operation ended is said by its row.
     */
    private boolean hasSucceeded(Running operation) {
        return database.read(sql -> sql.fetchExists(
                OPERATION, OPERATION.ID.eq(operation.id()), OPERATION.STATE.eq(OperationState.SUCCEEDED)));
    }

    /** The engine forgets histories after their retention; the ledger does not. */
    private KowabungaException asWritten(Running operation, WorkflowNotFoundException gone) {
        return database.read(sql -> sql.selectFrom(OPERATION)
                        .where(OPERATION.ID.eq(operation.id()))
                        .fetchOptional())
                .map(row -> {
                    var fault = row.getFault() == null ? Fault.INTERNAL : row.getFault();
                    var reason = row.getReason() == null ? "The operation was lost." : row.getReason();
                    return fault.because(reason, gone);
                })
                .orElseGet(() ->
                        Fault.NOT_FOUND.because("The engine knows of no operation '" + operation.id() + "'.", gone));
    }
}
