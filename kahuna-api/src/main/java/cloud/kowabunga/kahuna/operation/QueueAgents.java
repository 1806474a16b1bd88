package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.AGENT;
import static cloud.kowabunga.kahuna.db.Tables.AGENT_STATUS;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.POOL_AGENT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;

import cloud.kowabunga.kahuna.topology.LiveAgents;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.topology.AgentId;
import cloud.kowabunga.topology.KaktusId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record4;
import org.jooq.SelectConditionStep;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The agents that serve each task queue, and whether they are there. */
final class QueueAgents {
    private static final String KAKTUS = "kaktus/";
    private static final String POOL = "pool/";

    private final Map<String, List<Agent>> byQueue;

    private QueueAgents(Map<String, List<Agent>> byQueue) {
        this.byQueue = byQueue;
    }

    /** The agents of these queues; one that has none of ours is simply not there. */
    static QueueAgents load(DSLContext sql, Set<String> queues) {
        var byQueue = new HashMap<String, List<Agent>>();
        if (queues.isEmpty()) {
            return new QueueAgents(byQueue);
        }
        var kaktus = concat(inline(KAKTUS), KAKTUS_AGENT.KAKTUS_ID.coerce(SQLDataType.CLOB));
        agents(sql, kaktus, KAKTUS_AGENT, KAKTUS_AGENT.AGENT_ID)
                .and(KAKTUS_AGENT.KAKTUS_ID.in(ids(queues, KAKTUS, KaktusId::new)))
                .orderBy(KAKTUS_AGENT.POSITION)
                .forEach(row -> add(byQueue, row));
        var pool = concat(inline(POOL), POOL_AGENT.POOL_ID.coerce(SQLDataType.CLOB));
        agents(sql, pool, POOL_AGENT, POOL_AGENT.AGENT_ID)
                .and(POOL_AGENT.POOL_ID.in(ids(queues, POOL, StoragePoolId::new)))
                .orderBy(POOL_AGENT.POSITION)
                .forEach(row -> add(byQueue, row));
        return new QueueAgents(byQueue);
    }

    private static SelectConditionStep<Record4<String, String, Boolean, Instant>> agents(
            DSLContext sql, Field<String> queue, Table<?> served, Field<AgentId> agent) {
        return sql.select(queue, AGENT.NAME, coalesce(field(LiveAgents.ALIVE), inline(false)), AGENT_STATUS.LAST_SEEN)
                .from(served)
                .join(AGENT)
                .on(AGENT.ID.eq(agent))
                .leftJoin(AGENT_STATUS)
                .on(AGENT_STATUS.AGENT_ID.eq(AGENT.ID))
                .where(noCondition());
    }

    private static <I> List<I> ids(Set<String> queues, String prefix, Function<String, I> id) {
        return queues.stream()
                .filter(queue -> queue.startsWith(prefix))
                .map(queue -> id.apply(queue.substring(prefix.length())))
                .toList();
    }

    private static void add(Map<String, List<Agent>> byQueue, Record4<String, String, Boolean, Instant> row) {
        byQueue.computeIfAbsent(row.value1(), _ -> new ArrayList<>())
                .add(new Agent(row.value2(), Boolean.TRUE.equals(row.value3()), row.value4()));
    }

    /** Who is awaited on a queue that nobody serves now: the first of its agents, and since when it has not been heard of. */
    Optional<Absence> absence(String queue) {
        var agents = byQueue.getOrDefault(queue, List.of());
        if (agents.stream().anyMatch(Agent::alive)) {
            return Optional.empty();
        }
        return Optional.of(
                agents.isEmpty()
                        ? new Absence("an agent of queue " + queue, null)
                        : new Absence(
                                "agent " + agents.getFirst().name(),
                                agents.getFirst().lastSeen()));
    }

    private record Agent(
            String name, boolean alive, @Nullable Instant lastSeen) {}

    /** @param since absent for one that was never there */
    record Absence(String who, @Nullable Instant since) {}
}
