package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.AGENT;
import static cloud.kowabunga.kahuna.db.Tables.AGENT_STATUS;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.POOL_AGENT;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;

import cloud.kowabunga.kahuna.topology.LiveAgents;
import cloud.kowabunga.topology.TaskQueues;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The agents that serve each task queue, and whether they are there. */
final class QueueAgents {
    private final Map<String, List<Agent>> byQueue;

    private QueueAgents(Map<String, List<Agent>> byQueue) {
        this.byQueue = byQueue;
    }

    static QueueAgents load(DSLContext sql) {
        var alive = coalesce(field(LiveAgents.ALIVE), inline(false));
        var byQueue = new HashMap<String, List<Agent>>();
        sql.select(KAKTUS_AGENT.KAKTUS_ID, AGENT.NAME, alive, AGENT_STATUS.LAST_SEEN)
                .from(KAKTUS_AGENT)
                .join(AGENT)
                .on(AGENT.ID.eq(KAKTUS_AGENT.AGENT_ID))
                .leftJoin(AGENT_STATUS)
                .on(AGENT_STATUS.AGENT_ID.eq(AGENT.ID))
                .orderBy(KAKTUS_AGENT.POSITION)
                .forEach(row -> add(
                        byQueue,
                        TaskQueues.of(row.value1()),
                        new Agent(row.value2(), Boolean.TRUE.equals(row.value3()), row.value4())));
        sql.select(POOL_AGENT.POOL_ID, AGENT.NAME, alive, AGENT_STATUS.LAST_SEEN)
                .from(POOL_AGENT)
                .join(AGENT)
                .on(AGENT.ID.eq(POOL_AGENT.AGENT_ID))
                .leftJoin(AGENT_STATUS)
                .on(AGENT_STATUS.AGENT_ID.eq(AGENT.ID))
                .orderBy(POOL_AGENT.POSITION)
                .forEach(row -> add(
                        byQueue,
                        TaskQueues.of(row.value1()),
                        new Agent(row.value2(), Boolean.TRUE.equals(row.value3()), row.value4())));
        return new QueueAgents(byQueue);
    }

    private static void add(Map<String, List<Agent>> byQueue, String queue, Agent agent) {
        byQueue.computeIfAbsent(queue, _ -> new ArrayList<>()).add(agent);
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
