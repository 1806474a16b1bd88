package cloud.kowabunga.kahuna.topology;

import static cloud.kowabunga.kahuna.db.Tables.AGENT;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.KIWI_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.POOL_AGENT;

import cloud.kowabunga.Id;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.db.tables.records.KaktusAgentRecord;
import cloud.kowabunga.kahuna.db.tables.records.KiwiAgentRecord;
import cloud.kowabunga.kahuna.db.tables.records.PoolAgentRecord;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.topology.AgentId;
import cloud.kowabunga.topology.AgentKind;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.KiwiId;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;

/** The agents that serve something, all of one kind and in the order given. */
public record ServingAgents<R extends Record, I extends Id>(
        AgentKind kind,
        Table<R> table,
        TableField<R, I> served,
        TableField<R, Integer> position,
        TableField<R, AgentId> agent) {
    public static final ServingAgents<KaktusAgentRecord, KaktusId> OF_KAKTUS = new ServingAgents<>(
            AgentKind.KAKTUS, KAKTUS_AGENT, KAKTUS_AGENT.KAKTUS_ID, KAKTUS_AGENT.POSITION, KAKTUS_AGENT.AGENT_ID);
    public static final ServingAgents<KiwiAgentRecord, KiwiId> OF_KIWI = new ServingAgents<>(
            AgentKind.KIWI, KIWI_AGENT, KIWI_AGENT.KIWI_ID, KIWI_AGENT.POSITION, KIWI_AGENT.AGENT_ID);
    public static final ServingAgents<PoolAgentRecord, StoragePoolId> OF_POOL = new ServingAgents<>(
            AgentKind.KAKTUS, POOL_AGENT, POOL_AGENT.POOL_ID, POOL_AGENT.POSITION, POOL_AGENT.AGENT_ID);

    /** Raises NOT_FOUND for an agent that is not there, INVALID_VALUE for one of another kind. */
    public void replace(DSLContext sql, I id, List<String> agents) {
        var serving = agents.stream()
                .map(each -> Given.valid("agents", each, AgentId::new))
                .toList();
        refuseOtherKinds(sql, serving);
        sql.deleteFrom(table).where(served.eq(id)).execute();
        for (var number = 0; number < serving.size(); number++) {
            sql.insertInto(table)
                    .set(served, id)
                    .set(position, number)
                    .set(agent, serving.get(number))
                    .execute();
        }
    }

    /** In the order given. */
    public List<String> of(DSLContext sql, I id) {
        return sql.select(agent)
                .from(table)
                .where(served.eq(id))
                .orderBy(position)
                .fetch(row -> row.value1().value());
    }

    /** An agent's kind never changes, so what is true here stays so. */
    private void refuseOtherKinds(DSLContext sql, List<AgentId> serving) {
        sql.selectFrom(AGENT)
                .where(AGENT.ID.in(serving), AGENT.KIND.ne(kind))
                .orderBy(AGENT.NAME)
                .limit(1)
                .forEach(other -> {
                    throw Fault.INVALID_VALUE.because("agents: Agent '%s' is of type %s; one of type %s is needed here."
                            .formatted(other.getName(), other.getKind().wire(), kind.wire()));
                });
    }
}
