package cloud.kowabunga.kahuna.search;

import static cloud.kowabunga.kahuna.db.Tables.KAKTUS;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.KIWI;
import static cloud.kowabunga.kahuna.db.Tables.KIWI_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.POOL_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.STORAGE_POOL;
import static cloud.kowabunga.kahuna.db.Tables.ZONE;

import cloud.kowabunga.kahuna.search.AgentRow.Served;
import cloud.kowabunga.topology.AgentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;

/** Which agent was given to what. */
final class ServedByAgents {
    private final Map<AgentId, List<Served>> served = new HashMap<>();

    private ServedByAgents() {}

    /** Of every agent that was given to anything: its Kaktuses by name, its Kiwis and its pools. */
    static Map<AgentId, List<Served>> all(DSLContext sql) {
        var all = new ServedByAgents();
        all.kaktuses(sql);
        all.kiwis(sql);
        all.pools(sql);
        return all.served;
    }

    private void kaktuses(DSLContext sql) {
        sql.select(KAKTUS_AGENT.AGENT_ID, KAKTUS.ID, KAKTUS.NAME, ZONE.REGION_ID, ZONE.ID)
                .from(KAKTUS_AGENT)
                .join(KAKTUS)
                .on(KAKTUS.ID.eq(KAKTUS_AGENT.KAKTUS_ID))
                .join(ZONE)
                .on(ZONE.ID.eq(KAKTUS.ZONE_ID))
                .orderBy(KAKTUS.NAME)
                .forEach(row -> add(
                        row.value1(),
                        new Served(
                                "kaktus",
                                row.value2().value(),
                                row.value3(),
                                row.value4().value(),
                                row.value5().value())));
    }

    private void kiwis(DSLContext sql) {
        sql.select(KIWI_AGENT.AGENT_ID, KIWI.ID, KIWI.NAME, KIWI.REGION_ID)
                .from(KIWI_AGENT)
                .join(KIWI)
                .on(KIWI.ID.eq(KIWI_AGENT.KIWI_ID))
                .orderBy(KIWI.NAME)
                .forEach(row -> add(
                        row.value1(),
                        new Served(
                                "kiwi",
                                row.value2().value(),
                                row.value3(),
                                row.value4().value(),
                                null)));
    }

    private void pools(DSLContext sql) {
        sql.select(POOL_AGENT.AGENT_ID, STORAGE_POOL.ID, STORAGE_POOL.NAME, STORAGE_POOL.REGION_ID)
                .from(POOL_AGENT)
                .join(STORAGE_POOL)
                .on(STORAGE_POOL.ID.eq(POOL_AGENT.POOL_ID))
                .orderBy(STORAGE_POOL.NAME)
                .forEach(row -> add(
                        row.value1(),
                        new Served(
                                "pool",
                                row.value2().value(),
                                row.value3(),
                                row.value4().value(),
                                null)));
    }

    private void add(AgentId agent, Served what) {
        served.computeIfAbsent(agent, _ -> new ArrayList<>()).add(what);
    }
}
