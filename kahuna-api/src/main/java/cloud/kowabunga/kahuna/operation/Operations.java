package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.OPERATION;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.Faults;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.OperationRecord;
import cloud.kowabunga.kahuna.engine.Engine;
import cloud.kowabunga.kahuna.engine.OperationContext;
import cloud.kowabunga.operation.Decision;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.topology.TaskQueues;
import cloud.kowabunga.workflow.Attributes;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/** Starts operations and follows them. Raises {@code ENGINE_AWAY} while Temporal cannot be reached. */
@Component
public final class Operations {
    private final Engine engine;
    private final Database database;
    private final Ends ends;

    public Operations(Engine engine, Database database) {
        this.engine = engine;
        this.database = database;
        this.ends = new Ends(engine, database);
    }

    /**
     * Starts the workflow that the order names and returns when its ledger admitted it. Raises what the ledger refused with, and
     * {@code OPERATION_RUNNING}, naming it, where another operation works on the resource.
     *
     * @param input the workflow's only argument, for example {@code CreateInstance.Input}
     */
    public Running start(Order order, Object input) {
        var workflowId = order.noun().path() + "/" + order.resource();
        var stub = engine.client().newUntypedWorkflowStub(order.verb(), options(order, workflowId));
        MDC.put(OperationContext.KEY, order.id().value());
        try {
            var answer = stub.startUpdateWithStart(admitted(order), new Object[0], new Object[] {input});
            answer.getResult();
            return new Running(order.id(), workflowId, answer.getExecution().getRunId());
        } catch (RuntimeException refused) {
            if (EngineFailures.isAway(refused) && !EngineFailures.alreadyRunning(refused)) {
                return begun(order).orElseThrow(() -> unknown(order, refused));
            }
            throw refusal(order, workflowId, refused);
        } finally {
            MDC.remove(OperationContext.KEY);
        }
    }

    private static WorkflowOptions options(Order order, String workflowId) {
        return WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.KAHUNA)
                .setWorkflowId(workflowId)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setTypedSearchAttributes(Attributes.of(order))
                .setStaticSummary(order.summary())
                .setStaticDetails("Operation %s, ordered by %s."
                        .formatted(order.id(), order.requester().name()))
                .build();
    }

    private static UpdateOptions<Void> admitted(Order order) {
        return UpdateOptions.newBuilder(Void.class)
                .setUpdateName("admitted")
                .setUpdateId(order.id().value())
                .setWaitForStage(WorkflowUpdateStage.COMPLETED)
                .build();
    }

    private RuntimeException refusal(Order order, String workflowId, RuntimeException refused) {
        if (EngineFailures.alreadyRunning(refused)) {
            return Fault.OPERATION_RUNNING.because(
                    "%s '%s' is being worked on by operation %s. Wait for it or cancel it."
                            .formatted(order.noun().title(), order.resourceName(), runningOn(workflowId)),
                    refused);
        }
        return Faults.from(refused);
    }

    /** An answer of the engine may be lost or late although it did what it was asked. Then the ledger knows the operation. */
    private Optional<Running> begun(Order order) {
        return database.read(sql -> sql.selectFrom(OPERATION)
                        .where(OPERATION.ID.eq(order.id()))
                        .fetchOptional())
                .map(row -> {
                    if (row.getFault() != null) {
                        throw row.getFault().because(String.valueOf(row.getReason()));
                    }
                    return new Running(row.getId(), row.getWorkflowId(), row.getRunId());
                });
    }

    /** A connection stood when the engine was asked, so nobody can say that nothing was done. */
    private static KowabungaException unknown(Order order, RuntimeException cause) {
        return Fault.ENGINE_AWAY.because(
                "The workflow engine did not answer in time, so it is not known whether operation %s began. Look for it under /operation/%s before trying again, or try again with the same Idempotency-Key."
                        .formatted(order.id(), order.id()),
                cause);
    }

    private String runningOn(String workflowId) {
        return database.read(sql -> Objects.requireNonNullElse(
                JooqOperationLedger.runningOn(sql, workflowId, DSL.noCondition()), workflowId));
    }

    /**
     * Waits for the end, through restarts of the engine too; on a virtual thread. Raises the fault that the operation ended with.
     *
     * @param type of what the workflow answers, {@code Void.class} for nothing
     * @return null for {@code Void.class}, and where the operation succeeded and the engine does not have its answer: after a cancel
     *     that came too late, and after the time for which histories are kept
     */
    public <T> @Nullable T await(Running operation, Class<T> type) {
        return ends.await(operation, type);
    }

    /**
     * Asks the operation to stop and undo what it did; one that waits in ATTENTION leaves what it could not undo as it is. Raises
     * NOT_FOUND, INVALID_STATE where it has ended or where a cancel would change nothing.
     */
    public void cancel(OperationId id) {
        var operation = open(id);
        requireOffered(operation, Decision.CANCEL);
        tell(operation, stub -> {
            // A signal to what has ended is refused by the engine; a cancel is taken, and does nothing.
            if (stub.describe().getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
                throw leftBehind(operation, null);
            }
            if (operation.getState() == OperationState.ATTENTION) {
                stub.signal("cancelRollback");
            } else {
                stub.cancel("asked for by a person");
            }
        });
    }

    /**
     * Tells an operation that waits in ATTENTION, or between two attempts, to try again now. Raises INVALID_STATE where it does
     * neither, so that nothing would be tried.
     */
    public void retry(OperationId id) {
        var operation = open(id);
        requireOffered(operation, Decision.RETRY);
        tell(operation, stub -> stub.signal("retry"));
        if (operation.getState() != OperationState.ATTENTION
                && !Attempts.hurry(engine.client(), operation.getWorkflowId(), operation.getRunId())
                && open(id).getState() != OperationState.ATTENTION) {
            throw Fault.INVALID_STATE.because(
                    "Operation %s has nothing to try again: its step is being done, or waits for an agent and goes on when that is back."
                            .formatted(id));
        }
    }

    /** Tells an operation that waits in ATTENTION, or for an agent that never comes back, to leave the step as it is and go on. */
    public void skip(OperationId id) {
        var operation = open(id);
        requireOffered(operation, Decision.SKIP);
        tell(operation, stub -> stub.signal("skip"));
    }

    private static void requireOffered(OperationRecord operation, Decision decision) {
        var offered = List.of(operation.getDecisions());
        if (!offered.contains(decision.name())) {
            throw Fault.INVALID_STATE.because("Operation %s cannot %s now%s; it can %s."
                    .formatted(
                            operation.getId(),
                            decision.name().toLowerCase(Locale.ROOT),
                            decision == Decision.CANCEL ? whyNoCancel(operation) : "",
                            offered.isEmpty()
                                    ? "only go on"
                                    : String.join(" or ", offered).toLowerCase(Locale.ROOT)));
        }
    }

    private static String whyNoCancel(OperationRecord operation) {
        return operation.getState() == OperationState.CANCELLING
                ? ", as it is being undone already"
                : ", as what it does cannot be taken back any more";
    }

    private OperationRecord open(OperationId id) {
        var operation = database.read(sql ->
                        sql.selectFrom(OPERATION).where(OPERATION.ID.eq(id)).fetchOptional())
                .orElseThrow(() -> Fault.NOT_FOUND.because("There is no Operation with the id '" + id + "'."));
        if (operation.getState().isFinal()) {
            throw Fault.INVALID_STATE.because("Operation %s has ended: %s.".formatted(id, operation.getState()));
        }
        return operation;
    }

    private void tell(OperationRecord operation, java.util.function.Consumer<WorkflowStub> word) {
        try {
            word.accept(engine.client()
                    .newUntypedWorkflowStub(EngineFailures.run(operation.getWorkflowId(), operation.getRunId())));
        } catch (WorkflowException | StatusRuntimeException failed) {
            if (EngineFailures.isAbsent(failed)) {
                throw leftBehind(operation, failed);
            }
            throw EngineFailures.isAway(failed) ? Engine.away(failed) : Faults.from(failed);
        }
    }

    /** Of one that is open still although its execution is over: terminated, timed out or lost, and found by the {@link Reconciler}. */
    private static KowabungaException leftBehind(OperationRecord operation, @Nullable Throwable cause) {
        return Fault.INVALID_STATE.because(
                "Operation %s was ended in the workflow engine. Within half a minute Kahuna finishes or cleans up what it had begun, and its reason says how: look at it again then."
                        .formatted(operation.getId()),
                cause);
    }
}
