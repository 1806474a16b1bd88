package cloud.kowabunga.kahuna.tunnel;

import static cloud.kowabunga.kahuna.db.Tables.KAKTUS_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.POOL_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.STORAGE_POOL;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.topology.AgentId;
import cloud.kowabunga.topology.TaskQueues;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What the catalog says of an agent's queues; remembered for a few seconds, and forgotten when the catalog changes. */
final class StoredRights implements Rights {
    /** Changes of these nouns may change what an agent may serve. */
    static final Set<String> DEPENDS_ON = Set.of(Noun.AGENT.path(), Noun.KAKTUS.path(), Noun.STORAGE_POOL.path());

    private static final long REMEMBERED_NANOS = Duration.ofSeconds(5).toNanos();

    private final Database database;
    private final Map<AgentId, Found> remembered = new ConcurrentHashMap<>();

    StoredRights(Database database) {
        this.database = database;
    }

    @Override
    public Set<String> queues(AgentId agent) {
        return found(agent).queues();
    }

    @Override
    public Map<String, String> pools(AgentId agent) {
        return found(agent).pools();
    }

    /** What is remembered may be wrong from now on. */
    void forget() {
        remembered.clear();
    }

    private Found found(AgentId agent) {
        var known = remembered.get(agent);
        if (known != null && System.nanoTime() - known.atNanos() < REMEMBERED_NANOS) {
            return known;
        }
        var found = look(agent);
        remembered.put(agent, found);
        return found;
    }

    private Found look(AgentId agent) {
        var at = System.nanoTime();
        return database.read(sql -> {
            var queues = new LinkedHashSet<String>();
            var pools = new LinkedHashMap<String, String>();
            sql.select(KAKTUS_AGENT.KAKTUS_ID)
                    .from(KAKTUS_AGENT)
                    .where(KAKTUS_AGENT.AGENT_ID.eq(agent))
                    .forEach(row -> queues.add(TaskQueues.of(row.value1())));
            sql.select(STORAGE_POOL.ID, STORAGE_POOL.POOL)
                    .from(POOL_AGENT)
                    .join(STORAGE_POOL)
                    .on(STORAGE_POOL.ID.eq(POOL_AGENT.POOL_ID))
                    .where(POOL_AGENT.AGENT_ID.eq(agent))
                    .forEach(row -> {
                        StoragePoolId pool = row.value1();
                        queues.add(TaskQueues.of(pool));
                        pools.put(pool.value(), row.value2());
                    });
            return new Found(Set.copyOf(queues), Map.copyOf(pools), at);
        });
    }

    private record Found(Set<String> queues, Map<String, String> pools, long atNanos) {}
}
