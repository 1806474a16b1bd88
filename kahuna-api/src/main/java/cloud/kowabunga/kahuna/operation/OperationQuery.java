package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.OPERATION;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;

import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.OperationRecord;
import cloud.kowabunga.kahuna.engine.Engine;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.tenancy.ProjectId;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import java.util.ArrayList;
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
                            operation, pending, QueueAgents.load(sql, OperationViews.awaited(operation))));
                });
    }

    /** Newest first, as the ledger has them; who is awaited is told, attempts and progress are not. */
    public List<OperationView> list(Filter filter) {
        return list(filter, noCondition());
    }

    /** @param visible which of them the caller may see */
    List<OperationView> list(Filter filter, Condition visible) {
        return database.read(sql -> {
            var operations = sql.selectFrom(OPERATION)
                    .where(conditions(sql, filter, visible))
                    .orderBy(OPERATION.ORDERED_AT.desc(), OPERATION.ID.desc())
                    .limit(filter.limit())
                    .offset(filter.offset())
                    .fetch();
            var queues = operations.stream()
                    .flatMap(operation -> OperationViews.awaited(operation).stream())
                    .collect(Collectors.toUnmodifiableSet());
            var agents = QueueAgents.load(sql, queues);
            return operations.stream()
                    .map(operation -> OperationViews.of(operation, List.of(), agents))
                    .toList();
        });
    }

    private static List<Condition> conditions(DSLContext sql, Filter filter, Condition visible) {
        var conditions = new ArrayList<Condition>();
        conditions.add(visible);
        if (filter.state() != null) {
            conditions.add(OPERATION.STATE.eq(filter.state()));
        }
        if (filter.noun() != null) {
            conditions.add(OPERATION.NOUN.eq(filter.noun()));
        }
        if (filter.resource() != null) {
            conditions.add(OPERATION.RESOURCE.eq(filter.resource()));
        }
        if (filter.projects() != null) {
            conditions.add(OPERATION.PROJECT_ID.in(filter.projects()));
        }
        if (filter.after() != null) {
            conditions.add(after(sql, filter.after(), visible));
        }
        return conditions;
    }

    private static Condition after(DSLContext sql, OperationId last, Condition visible) {
        return sql.select(OPERATION.ORDERED_AT)
                .from(OPERATION)
                .where(OPERATION.ID.eq(last), visible)
                .fetchOptional(OPERATION.ORDERED_AT)
                .<Condition>map(at -> row(OPERATION.ORDERED_AT, OPERATION.ID).lt(at, last))
                .orElse(noCondition());
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

    /**
     * @param projects only these; null for all
     * @param limit 1 to 1000
     * @param offset how many to pass over first
     * @param after the last operation of the page before
     */
    public record Filter(
            @Nullable OperationState state,
            @Nullable Noun noun,
            @Nullable String resource,
            @Nullable List<ProjectId> projects,
            int limit,
            int offset,
            @Nullable OperationId after) {
        public Filter {
            projects = projects == null ? null : List.copyOf(projects);
            if (limit < 1 || limit > 1000) {
                throw Fault.INVALID_VALUE.because("limit: 1 to 1000 operations at once, not " + limit + ".");
            }
        }
    }
}
