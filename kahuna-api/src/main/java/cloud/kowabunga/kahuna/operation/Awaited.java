package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.AGENT;
import static cloud.kowabunga.kahuna.db.Tables.AGENT_STATUS;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.OPERATION;
import static cloud.kowabunga.kahuna.db.Tables.POOL_AGENT;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.not;
import static org.jooq.impl.DSL.or;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.when;

import cloud.kowabunga.kahuna.db.tables.Operation;
import cloud.kowabunga.kahuna.topology.LiveAgents;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.topology.AgentId;
import java.util.EnumSet;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * What {@link OperationViews} finds out of an operation by looking at its agents, as conditions for queries: it waits when a step of
 * it stands in a queue that no live agent serves, its agent could not reach something, or a part of it stands still. No state says so,
 * as it may be true and false again without a word from the operation.
 */
final class Awaited {
    static final Operation PART = OPERATION.as("part");

    /** One that is being cancelled waits for its parts too, and is still shown as that. */
    static final Set<OperationState> MAY_HAVE_WAITING_PARTS =
            EnumSet.of(OperationState.RUNNING, OperationState.CANCELLING);

    private static final Condition SERVED = or(
            alive("kaktus/", KAKTUS_AGENT, KAKTUS_AGENT.KAKTUS_ID, KAKTUS_AGENT.AGENT_ID),
            alive("pool/", POOL_AGENT, POOL_AGENT.POOL_ID, POOL_AGENT.AGENT_ID));

    /** Holds for a {@link #PART} that needs a decision or waits itself. */
    static final Condition PART_STANDS_STILL =
            PART.ENDED_AT.isNull().and(or(PART.STATE.eq(OperationState.ATTENTION), stepAwaited(PART)));

    private static final Condition STEP_AWAITED = OPERATION
            .ENDED_AT
            .isNull()
            .and(OPERATION.STATE.in(OperationState.ACCEPTED, OperationState.RUNNING, OperationState.WAITING))
            .and(stepAwaited(OPERATION));

    private static final Condition PART_AWAITED = OPERATION
            .ENDED_AT
            .isNull()
            .and(OPERATION.STATE.eq(OperationState.RUNNING))
            .and(exists(selectOne().from(PART).where(PART.PARENT_ID.eq(OPERATION.ID), PART_STANDS_STILL)));

    private static final Condition SOMETHING_AWAITED = or(STEP_AWAITED, PART_AWAITED);

    /** The state as it is shown. */
    static final Field<OperationState> STATE = when(SOMETHING_AWAITED, inline(OperationState.WAITING, OPERATION.STATE))
            .otherwise(OPERATION.STATE);

    private Awaited() {}

    /** Holds for operations that are shown in this state. */
    static Condition in(OperationState state) {
        return switch (state) {
            case WAITING -> SOMETHING_AWAITED;
            case ACCEPTED, RUNNING ->
                OPERATION.ENDED_AT.isNull().and(OPERATION.STATE.eq(state)).andNot(SOMETHING_AWAITED);
            case ATTENTION, CANCELLING -> OPERATION.ENDED_AT.isNull().and(OPERATION.STATE.eq(state));
            case SUCCEEDED, FAILED, CANCELLED -> OPERATION.STATE.eq(state);
        };
    }

    private static Condition stepAwaited(Operation operation) {
        return condition("""
                EXISTS (SELECT 1 FROM jsonb_array_elements({0}) AS step
                WHERE step ->> 'state' IN ('RUNNING', 'UNDOING') AND step ->> 'queue' <> '' AND ({1}))""", operation.STEPS, or(operation.HELD_UP.isNotNull(), not(SERVED)));
    }

    private static Condition alive(String prefix, Table<?> served, Field<?> server, Field<AgentId> agent) {
        return exists(selectOne()
                .from(served)
                .join(AGENT)
                .on(AGENT.ID.eq(agent))
                .join(AGENT_STATUS)
                .on(AGENT_STATUS.AGENT_ID.eq(AGENT.ID))
                .where(
                        condition(
                                "step ->> 'queue' LIKE {0} AND {1} = substr(step ->> 'queue', {2})",
                                inline(prefix + "%"), server.coerce(SQLDataType.CLOB), inline(prefix.length() + 1)),
                        LiveAgents.ALIVE));
    }
}
