package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.OPERATION;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.OperationRecord;
import cloud.kowabunga.kahuna.engine.Engine;
import cloud.kowabunga.operation.OperationId;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads operations. */
@Component
public final class OperationQuery {
    private static final Logger LOG = LoggerFactory.getLogger(OperationQuery.class);

    private final Database database;
    private final Engine engine;

    public OperationQuery(Database database, Engine engine) {
        this.database = database;
        this.engine = engine;
    }

    /** The operation, with what the engine knows of its running step; without that while the engine is away. */
    public Optional<OperationView> find(OperationId id) {
        return database.read(sql ->
                        sql.selectFrom(OPERATION).where(OPERATION.ID.eq(id)).fetchOptional())
                .map(operation -> {
                    var pending =
                            operation.getState().isFinal() ? List.<PendingActivityInfo>of() : pendingSteps(operation);
                    return database.read(sql -> OperationViews.of(
                            operation,
                            pending,
                            QueueAgents.load(sql, Waiting.queues(operation)),
                            WaitingParts.load(sql, List.of(operation))));
                });
    }

    /** As the ledger has them; who is awaited is told, attempts and progress are not. */
    public List<OperationView> list(OperationFilter filter) {
        return list(filter, noCondition());
    }

    /** @param visible which of them the caller may see */
    List<OperationView> list(OperationFilter filter, Condition visible) {
        return database.read(sql -> {
            var operations = sql.selectFrom(OPERATION)
                    .where(filter.condition(visible), after(sql, filter.after(), visible))
                    .orderBy(filter.order())
                    .limit(filter.limit())
                    .offset(filter.offset())
                    .fetch();
            var queues = operations.stream()
                    .flatMap(operation -> Waiting.queues(operation).stream())
                    .collect(Collectors.toUnmodifiableSet());
            var agents = QueueAgents.load(sql, queues);
            var parts = WaitingParts.load(sql, operations);
            return operations.stream()
                    .map(operation -> OperationViews.of(operation, List.of(), agents, parts))
                    .toList();
        });
    }

    private static Condition after(DSLContext sql, @Nullable OperationId last, Condition visible) {
        if (last == null) {
            return noCondition();
        }
        return sql.select(OPERATION.ORDERED_AT)
                .from(OPERATION)
                .where(OPERATION.ID.eq(last), visible)
                .fetchOptional(OPERATION.ORDERED_AT)
                .<Condition>map(at -> row(OPERATION.ORDERED_AT, OPERATION.ID).lt(at, last))
                // Whoever reads page by page would begin anew, and never come to an end.
                .orElseThrow(() -> Fault.INVALID_VALUE.because(
                        "after: there is no Operation '%s'; the id of the last one of the page before is needed."
                                .formatted(last)));
    }

    private List<PendingActivityInfo> pendingSteps(OperationRecord operation) {
        if (!engine.connected()) {
            return List.of();
        }
        try {
            return PendingSteps.of(
                    engine.client(), EngineFailures.execution(operation.getWorkflowId(), operation.getRunId()));
        } catch (KowabungaException | StatusRuntimeException unknown) {
            LOG.debug("Operation {} is told without what the engine knows.", operation.getId(), unknown);
            return List.of();
        }
    }
}
