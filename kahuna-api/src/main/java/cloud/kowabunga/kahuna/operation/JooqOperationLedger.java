package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.OPERATION;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentOffsetDateTime;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.audit.Trail;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.operation.Decision;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationLedger;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.Outcome;
import cloud.kowabunga.operation.Progress;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Operations in PostgreSQL: what outlives the engine's history. */
@Component
public final class JooqOperationLedger implements OperationLedger {
    private final Database database;
    private final Allowance allowance;

    public JooqOperationLedger(Database database, Allowance allowance) {
        this.database = database;
        this.allowance = allowance;
    }

    @Override
    public void open(Opening opening) {
        database.change(sql -> {
            var order = opening.order();
            var written = sql.insertInto(OPERATION)
                    .set(OPERATION.ID, order.id())
                    .set(OPERATION.VERB, order.verb())
                    .set(OPERATION.ACTION, order.action())
                    .set(OPERATION.NOUN, order.noun())
                    .set(OPERATION.RESOURCE, order.resource())
                    .set(OPERATION.RESOURCE_NAME, order.resourceName())
                    .set(OPERATION.PROJECT_ID, order.project())
                    .set(OPERATION.REGION_ID, order.region())
                    .set(OPERATION.REQUESTER_NAME, order.requester().name())
                    .set(OPERATION.REQUESTER_ID, order.requester().id())
                    .set(OPERATION.STATE, OperationState.RUNNING)
                    .set(OPERATION.WORKFLOW_ID, opening.workflowId())
                    .set(OPERATION.RUN_ID, opening.runId())
                    .set(OPERATION.ORDERED_AT, order.orderedAt())
                    .set(OPERATION.PARENT_ID, order.parent())
                    .set(OPERATION.DEADLINE, order.orderedAt().plus(allowance.of(order.verb())))
                    .onConflict(OPERATION.ID)
                    .doNothing()
                    .execute();
            if (written > 0) {
                Trail.write(sql, Records.begun(opening));
                ChangeNotice.send(sql, Noun.OPERATION, order.id(), order.id());
            } else {
                Resets.follow(sql, order.id(), opening.runId());
            }
        });
    }

    @Override
    public void record(Progress progress) {
        database.change(sql -> {
            Resets.follow(sql, progress.operation(), progress.run());
            var before = sql.select(OPERATION.STATE, OPERATION.PARENT_ID)
                    .from(OPERATION)
                    .where(OPERATION.ID.eq(progress.operation()), OPERATION.ENDED_AT.isNull())
                    .forUpdate()
                    .fetchOne();
            if (before == null) {
                return;
            }
            sql.update(OPERATION)
                    .set(OPERATION.STATE, progress.state())
                    .setNull(OPERATION.HELD_UP)
                    .setNull(OPERATION.HELD_UP_SINCE)
                    .set(OPERATION.STEPS, StoredSteps.write(progress.steps()))
                    .set(
                            OPERATION.DECISIONS,
                            progress.decisions().stream().map(Decision::name).toArray(String[]::new))
                    .where(OPERATION.ID.eq(progress.operation()))
                    .execute();
            tell(sql, progress.operation());
            if (isPaused(before.value1()) != isPaused(progress.state())) {
                // The whole begins to wait for a decision, too, or need not wait any more.
                tell(sql, before.value2());
            }
        });
    }

    private static boolean isPaused(OperationState state) {
        return state == OperationState.ATTENTION;
    }

    @Override
    public void close(Outcome outcome) {
        database.change(sql -> {
            Resets.follow(sql, outcome.operation(), outcome.run());
            var before = sql.selectFrom(OPERATION)
                    .where(OPERATION.ID.eq(outcome.operation()))
                    .forUpdate()
                    .fetchOne();
            if (before == null) {
                return;
            }
            if (before.getState() != outcome.state()) {
                Trail.write(sql, Records.ended(before, outcome));
            }
            sql.update(OPERATION)
                    .set(OPERATION.STATE, outcome.state())
                    .setNull(OPERATION.HELD_UP)
                    .setNull(OPERATION.HELD_UP_SINCE)
                    .set(OPERATION.STEPS, StoredSteps.write(outcome.steps()))
                    .set(OPERATION.DECISIONS, new String[0])
                    .set(OPERATION.FAULT, outcome.fault())
                    .set(OPERATION.REASON, outcome.reason())
                    .set(
                            OPERATION.ENDED_AT,
                            coalesce(OPERATION.ENDED_AT, currentOffsetDateTime().cast(SQLDataType.INSTANT)))
                    .where(OPERATION.ID.eq(outcome.operation()))
                    .execute();
            tell(sql, outcome.operation());
        });
    }

    @Override
    public Glance look(Inquiry inquiry) {
        return database.read(sql -> {
            var operation = sql.fetchOne(OPERATION, OPERATION.ID.eq(inquiry.operation()));
            var other = runningOn(sql, inquiry.workflowId(), OPERATION.ID.ne(inquiry.operation()));
            return operation == null
                    ? new Glance(null, null, null, null, other)
                    : new Glance(
                            operation.getState(),
                            operation.getRunId(),
                            operation.getFault(),
                            operation.getReason(),
                            other);
        });
    }

    @Override
    public List<OperationId> ended(List<OperationId> operations) {
        return database.read(sql -> sql.select(OPERATION.ID)
                .from(OPERATION)
                .where(OPERATION.ID.in(operations), OPERATION.ENDED_AT.isNotNull())
                .fetch(OPERATION.ID));
    }

    /** The operation that goes on under a workflow id, as people read it; null where none does. */
    static @Nullable String runningOn(DSLContext sql, String workflowId, Condition which) {
        return sql.select(OPERATION.ID, OPERATION.VERB)
                .from(OPERATION)
                .where(OPERATION.WORKFLOW_ID.eq(workflowId), OPERATION.ENDED_AT.isNull(), which)
                .orderBy(OPERATION.ORDERED_AT.desc())
                .limit(1)
                .fetchOne(row -> "%s (%s)".formatted(row.value1(), row.value2()));
    }

    private static void tell(DSLContext sql, @Nullable OperationId id) {
        if (id != null) {
            ChangeNotice.send(sql, Noun.OPERATION, id, id);
        }
    }
}
