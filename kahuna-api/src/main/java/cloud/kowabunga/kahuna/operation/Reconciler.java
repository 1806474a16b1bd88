package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.OPERATION;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.OperationRecord;
import cloud.kowabunga.kahuna.engine.Engine;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.workflow.Attributes;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowExecutionDescription;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowTargetOptions;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Finds operations that have not ended in the database although their execution has: terminated from the engine's console, timed out,
 * or lost. What each had begun is finished or cleaned up ({@link Aftermath}). One Kahuna at a time does this.
 */
@Component
public final class Reconciler {
    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

    /** Any number, the same in every Kahuna. */
    private static final long LOCK = 0x6b6f_7761_0001L;

    private static final int PAGE = 200;

    private final Database database;
    private final Engine engine;
    private final Aftermath aftermath;
    private String cursor = "";

    public Reconciler(Database database, Engine engine, Operations operations, JooqOperationLedger ledger) {
        this.database = database;
        this.engine = engine;
        this.aftermath = new Aftermath(database, engine, operations, ledger);
    }

    @Scheduled(initialDelay = 10_000, fixedDelay = 10_000)
    void run() {
        try {
            engine.client();
            database.change(sql -> {
                if (sql.select(field("pg_try_advisory_xact_lock({0})", Boolean.class, inline(LOCK)))
                        .fetchSingle()
                        .value1()) {
                    open(sql).forEach(this::look);
                }
            });
        } catch (KowabungaException away) {
            LOG.debug("Nothing can be reconciled now: {}", away.sentence());
        }
    }

    /** A page of the operations that have not ended; those that have only just said something are left alone. */
    private List<OperationRecord> open(DSLContext sql) {
        var page = sql.selectFrom(OPERATION)
                .where(
                        OPERATION.ENDED_AT.isNull(),
                        condition("{0} < clock_timestamp() - interval '5 seconds'", OPERATION.UPDATED_AT),
                        condition("{0} > {1}", OPERATION.ID, inline(cursor)))
                .orderBy(OPERATION.ID)
                .limit(PAGE)
                .fetch();
        cursor = page.size() < PAGE ? "" : page.getLast().getId().value();
        return page;
    }

    /** Looks at one operation; a failure to do so is looked at again in the next round. */
    void look(OperationRecord operation) {
        try {
            var run = describe(EngineFailures.run(operation.getWorkflowId(), operation.getRunId()));
            if (run.filter(Reconciler::isRunning).isPresent() || follows(operation)) {
                return;
            }
            // An execution closes its operation before it ends. So an operation that is open still, now that the end
            // has been
            // seen, was not closed; one that was read as open a while ago may have been closed meanwhile.
            var now = stillOpen(operation.getId());
            if (now.isEmpty()) {
                return;
            }
            var how = run.map(WorkflowExecutionDescription::getStatus)
                    .map(Reconciler::inWords)
                    .orElse("was lost by the workflow engine");
            LOG.warn("Operation {} ({} {}) {}.", operation.getId(), operation.getVerb(), operation.getResource(), how);
            aftermath.settle(now.get(), how);
        } catch (KowabungaException | WorkflowServiceException | StatusRuntimeException failed) {
            LOG.warn("Operation {} is looked at again later.", operation.getId(), failed);
        }
    }

    private Optional<OperationRecord> stillOpen(OperationId id) {
        return database.read(sql -> sql.selectFrom(OPERATION)
                .where(OPERATION.ID.eq(id), OPERATION.ENDED_AT.isNull())
                .fetchOptional());
    }

    /** Whether a reset has begun another run of the same operation, which is the one to look at from now on. */
    private boolean follows(OperationRecord operation) {
        var latest = describe(WorkflowTargetOptions.newBuilder()
                .setWorkflowId(operation.getWorkflowId())
                .build());
        var same = latest.filter(Reconciler::isRunning)
                .filter(run -> operation
                        .getId()
                        .value()
                        .equals(run.getTypedSearchAttributes().get(Attributes.OPERATION)));
        same.ifPresent(run -> database.change(
                sql -> Resets.follow(sql, operation.getId(), run.getExecution().getRunId())));
        return same.isPresent();
    }

    private Optional<WorkflowExecutionDescription> describe(WorkflowTargetOptions run) {
        try {
            return Optional.of(engine.client().newUntypedWorkflowStub(run).describe());
        } catch (WorkflowNotFoundException _) {
            return Optional.empty();
        } catch (StatusRuntimeException failed) {
            if (failed.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return Optional.empty();
            }
            throw failed;
        } catch (WorkflowServiceException failed) {
            throw EngineFailures.isAway(failed) ? Engine.away(failed) : Fault.INTERNAL.because("No answer.", failed);
        }
    }

    private static boolean isRunning(WorkflowExecutionDescription run) {
        return run.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING
                || run.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_CONTINUED_AS_NEW;
    }

    private static String inWords(WorkflowExecutionStatus status) {
        return switch (status) {
            case WORKFLOW_EXECUTION_STATUS_TERMINATED -> "was terminated in the workflow engine";
            case WORKFLOW_EXECUTION_STATUS_TIMED_OUT -> "timed out in the workflow engine";
            default -> "ended in the workflow engine without a word";
        };
    }
}
