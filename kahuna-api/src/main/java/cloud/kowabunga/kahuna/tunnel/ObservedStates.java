package cloud.kowabunga.kahuna.tunnel;

import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.OPERATION;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.DomainReport;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.topology.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Writes down what machines do by themselves: a guest that shuts down or crashes. An instance that an operation works on is
 * left alone, as is one that an operation has just left: the report may be older than its end.
 */
final class ObservedStates {
    private static final Set<InstanceState> SETTLED = Set.of(
            InstanceState.RUNNING,
            InstanceState.PAUSED,
            InstanceState.SHUTOFF,
            InstanceState.CRASHED,
            InstanceState.UNKNOWN);

    private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(15).toNanos();

    private final Database database;
    private final Map<AgentId, Seen> last = new ConcurrentHashMap<>();

    ObservedStates(Database database) {
        this.database = database;
    }

    /** Compares at once where the Kaktus changed, and every 15 s otherwise. */
    void take(AgentId agent, List<DomainReport> domains) {
        var states = domains.stream()
                .filter(domain -> SETTLED.contains(domain.state()))
                .collect(Collectors.toMap(DomainReport::instance, DomainReport::state, (one, other) -> other));
        var seen = last.get(agent);
        var isNews =
                seen == null || !seen.states().equals(states) || System.nanoTime() - seen.atNanos() > LOOK_AGAIN_NANOS;
        if (isNews && !states.isEmpty()) {
            database.change(sql -> write(sql, agent, states));
        }
        if (isNews) {
            last.put(agent, new Seen(states, System.nanoTime()));
        }
    }

    void forget(AgentId agent) {
        last.remove(agent);
    }

    private static void write(DSLContext sql, AgentId agent, Map<InstanceId, InstanceState> states) {
        var mine = sql.select(INSTANCE.ID, INSTANCE.STATE, INSTANCE.POWER_STATE)
                .from(INSTANCE)
                .where(
                        INSTANCE.ID.in(states.keySet()),
                        INSTANCE.STATE.in(SETTLED),
                        INSTANCE.KAKTUS_ID.in(select(KAKTUS_AGENT.KAKTUS_ID)
                                .from(KAKTUS_AGENT)
                                .where(KAKTUS_AGENT.AGENT_ID.eq(agent))),
                        isAtRest())
                .orderBy(INSTANCE.ID)
                .forNoKeyUpdate()
                .skipLocked()
                .fetch();
        for (var instance : mine) {
            var state = states.get(instance.value1());
            if (state == null || (state == instance.value2() && state == instance.value3())) {
                continue;
            }
            sql.update(INSTANCE)
                    .set(INSTANCE.STATE, state)
                    .set(INSTANCE.POWER_STATE, state)
                    .set(INSTANCE.POWER_STATE_AT, Instant.now())
                    .where(INSTANCE.ID.eq(instance.value1()))
                    .execute();
            if (state != instance.value2()) {
                ChangeNotice.send(sql, Noun.INSTANCE, instance.value1());
            }
        }
    }

    private static Condition isAtRest() {
        var justNow = DSL.condition("{0} > clock_timestamp() - interval '5 seconds'", OPERATION.ENDED_AT);
        return notExists(selectOne()
                .from(OPERATION)
                .where(
                        OPERATION.NOUN.eq(Noun.INSTANCE),
                        OPERATION.RESOURCE.eq(INSTANCE.ID.cast(String.class)),
                        OPERATION.ENDED_AT.isNull().or(justNow)));
    }

    private record Seen(Map<InstanceId, InstanceState> states, long atNanos) {}
}
