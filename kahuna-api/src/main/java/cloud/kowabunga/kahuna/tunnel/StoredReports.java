package cloud.kowabunga.kahuna.tunnel;

import static cloud.kowabunga.kahuna.db.Tables.AGENT_STATUS;

import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.topology.LiveAgents;
import cloud.kowabunga.topology.AgentId;
import cloud.kowabunga.topology.AgentOrders;
import cloud.kowabunga.topology.AgentReport;
import cloud.kowabunga.topology.PoolReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what agents report, and tells the others where something changed. */
final class StoredReports implements Reports {
    private static final Logger LOG = LoggerFactory.getLogger(StoredReports.class);
    private static final int EVERY_SECONDS = 3;

    private final Database database;
    private final Rights rights;
    private final ObservedStates observed;
    private final String kahuna;
    private final Map<AgentId, Essence> last = new ConcurrentHashMap<>();

    /** @param kahuna names this process among several Kahunas */
    StoredReports(Database database, Rights rights, ObservedStates observed, String kahuna) {
        this.database = database;
        this.rights = rights;
        this.observed = observed;
        this.kahuna = kahuna;
    }

    @Override
    public AgentOrders take(AgentId agent, AgentReport report) {
        var essence = Essence.of(report);
        var changed = !essence.equals(last.get(agent));
        var stored = LiveAgents.store(report);
        database.change(sql -> {
            var now = DSL.field("clock_timestamp()", AGENT_STATUS.LAST_SEEN.getDataType());
            sql.insertInto(AGENT_STATUS)
                    .set(AGENT_STATUS.AGENT_ID, agent)
                    .set(AGENT_STATUS.LAST_SEEN, now)
                    .set(AGENT_STATUS.CONNECTED, true)
                    .set(AGENT_STATUS.KAHUNA, kahuna)
                    .set(AGENT_STATUS.VERSION, report.version())
                    .set(AGENT_STATUS.REPORT, stored)
                    .onConflict(AGENT_STATUS.AGENT_ID)
                    .doUpdate()
                    .set(AGENT_STATUS.LAST_SEEN, now)
                    .set(AGENT_STATUS.CONNECTED, true)
                    .set(AGENT_STATUS.KAHUNA, kahuna)
                    .set(AGENT_STATUS.VERSION, report.version())
                    .set(AGENT_STATUS.REPORT, withLastKnown(stored))
                    .execute();
            if (changed) {
                ChangeNotice.send(sql, Noun.AGENT, agent);
            }
        });
        last.put(agent, essence);
        if (report.domains() != null) {
            observed.take(agent, report.domains());
        }
        return new AgentOrders(rights.queues(agent).stream().sorted().toList(), rights.pools(agent), EVERY_SECONDS);
    }

    @Override
    public void disconnected(AgentId agent) {
        last.remove(agent);
        observed.forget(agent);
        try {
            database.change(sql -> {
                // Meanwhile the agent may have come back by way of another Kahuna.
                var gone = sql.update(AGENT_STATUS)
                        .set(AGENT_STATUS.CONNECTED, false)
                        .where(AGENT_STATUS.AGENT_ID.eq(agent), AGENT_STATUS.KAHUNA.eq(kahuna))
                        .execute();
                if (gone > 0) {
                    ChangeNotice.send(sql, Noun.AGENT, agent);
                }
            });
        } catch (KowabungaException later) {
            LOG.atInfo().addKeyValue("agent", agent).log("Its silence will tell that it is gone: {}", later.sentence());
        }
    }

    /**
     * While libvirt is away a report is silent about the machine, which has not changed for that: what was last told of it
     * stays, so that instances are still placed there and their operations wait for libvirt.
     */
    private static Field<JSONB> withLastKnown(JSONB report) {
        return DSL.field(
                "jsonb_build_object('processor', {0} -> 'processor', 'memory', {0} -> 'memory', 'hypervisor', {0} -> 'hypervisor')"
                        + " || jsonb_strip_nulls({1})",
                JSONB.class, AGENT_STATUS.REPORT, DSL.val(report));
    }

    /** What of a report is worth telling everybody about; free space changes all the time and is not. */
    private record Essence(
            String version,
            Instant startedAt,
            String hypervisor,
            boolean simulated,
            String machine,
            List<String> pools,
            List<String> problems) {
        static Essence of(AgentReport report) {
            return new Essence(
                    report.version(),
                    report.startedAt(),
                    String.valueOf(report.hypervisor()),
                    report.simulated(),
                    report.processor() + " " + report.memory(),
                    report.pools().stream().map(Essence::pool).toList(),
                    report.problems());
        }

        private static String pool(PoolReport pool) {
            return pool.pool() + " " + pool.type() + " " + pool.reach() + " " + pool.capacity() + " " + pool.problem();
        }
    }
}
