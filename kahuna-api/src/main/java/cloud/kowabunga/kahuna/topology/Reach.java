package cloud.kowabunga.kahuna.topology;

import static cloud.kowabunga.kahuna.db.Tables.POOL_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.STORAGE_POOL;

import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.topology.AgentId;
import cloud.kowabunga.topology.PoolReach;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;

/**
 * From where some pools can be used. A pool of reach KAKTUS wants one of its own agents on the Kaktus; so does a pool of which no
 * live agent says how far it reaches.
 */
final class Reach {
    private final List<Set<AgentId>> wanted;

    private Reach(List<Set<AgentId>> wanted) {
        this.wanted = wanted;
    }

    static Reach of(DSLContext sql, Set<StoragePoolId> pools) {
        var names = sql.select(STORAGE_POOL.ID, STORAGE_POOL.POOL)
                .from(STORAGE_POOL)
                .where(STORAGE_POOL.ID.in(pools))
                .fetchMap(STORAGE_POOL.ID, STORAGE_POOL.POOL);
        var agents = sql.selectFrom(POOL_AGENT)
                .where(POOL_AGENT.POOL_ID.in(pools))
                .fetchGroups(POOL_AGENT.POOL_ID, POOL_AGENT.AGENT_ID);
        var live = LiveAgents.among(
                sql, agents.values().stream().flatMap(List::stream).toList());
        return new Reach(pools.stream()
                .filter(pool -> agents.getOrDefault(pool, List.of()).stream()
                        .noneMatch(agent -> saysRegion(live, agent, names.getOrDefault(pool, ""))))
                .map(pool -> agents.getOrDefault(pool, List.of()).stream().collect(Collectors.toUnmodifiableSet()))
                .toList());
    }

    /** Whether a Kaktus with these agents can use all the pools. */
    boolean covers(Collection<AgentId> ofKaktus) {
        return wanted.stream().allMatch(agents -> ofKaktus.stream().anyMatch(agents::contains));
    }

    private static boolean saysRegion(LiveAgents live, AgentId agent, String pool) {
        return live.report(agent).stream()
                .flatMap(report -> report.pools().stream())
                .anyMatch(report -> report.pool().equals(pool) && report.reach() == PoolReach.REGION);
    }
}
