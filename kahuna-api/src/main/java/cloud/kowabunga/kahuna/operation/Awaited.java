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

import cloud.kowabunga.kahuna.topology.LiveAgents;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.topology.AgentId;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * What {@link OperationViews} finds out of an operation by looking at its agents, as conditions for queries: it waits when a step of
 * it stands in a queue that no live agent serves, its agent could not reach something, or a part of it needs a decision. No state says so, as it
 * may be true and false again without a word from the operation.
 */
final class Awaited {
    private static final Condition SERVED = or(
            alive("kaktus/", KAKTUS_AGENT, KAKTUS_AGENT.KAKTUS_ID, KAKTUS_AGENT.AGENT_ID),
            alive("pool/", POOL_AGENT, POOL_AGENT.POOL_ID, POOL_AGENT.AGENT_ID));

    private static final Condition STEP_AWAITED = OPERATION
            .ENDED_AT
            .isNull()
            .and(OPERATION.STATE.in(OperationState.ACCEPTED, OperationState.RUNNING, OperationState.WAITING))
            .and(condition("""
                    EXISTS (SELECT 1 FROM jsonb_array_elements({0}) AS step
                    WHERE step ->> 'state' IN ('RUNNING', 'UNDOING') AND step ->> 'queue' <> '' AND ({1}))""", OPERATION.STEPS, or(OPERATION.HELD_UP.isNotNull(), not(SERVED))));

    /** An operation waits, too, for the person who must decide over a part of it. */
    private static final Condition SOMETHING_AWAITED = or(STEP_AWAITED, PausedParts.OF_ANY);

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
