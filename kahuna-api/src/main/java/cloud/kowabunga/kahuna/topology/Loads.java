package cloud.kowabunga.kahuna.topology;

import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS_AGENT;
import static org.jooq.impl.DSL.sum;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.kahuna.db.tables.records.KaktusRecord;
import cloud.kowabunga.topology.AgentId;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.KaktusLoad;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** What some Kaktus have, as their agents last said, and what they have promised to instances. */
final class Loads {
    private final Map<KaktusId, List<AgentId>> agents;
    private final LiveAgents live;
    private final Map<KaktusId, Promised> promised;

    private Loads(Map<KaktusId, List<AgentId>> agents, LiveAgents live, Map<KaktusId, Promised> promised) {
        this.agents = agents;
        this.live = live;
        this.promised = promised;
    }

    static Loads of(DSLContext sql, List<KaktusRecord> kaktuses) {
        var ids = kaktuses.stream().map(KaktusRecord::getId).toList();
        var agents = sql.selectFrom(KAKTUS_AGENT)
                .where(KAKTUS_AGENT.KAKTUS_ID.in(ids))
                .orderBy(KAKTUS_AGENT.POSITION)
                .fetchGroups(KAKTUS_AGENT.KAKTUS_ID, KAKTUS_AGENT.AGENT_ID);
        var live = LiveAgents.among(
                sql, agents.values().stream().flatMap(List::stream).toList());
        var promised = new HashMap<KaktusId, Promised>();
        var vcpus = sum(INSTANCE.RESERVED_VCPUS);
        var memory = sum(INSTANCE.RESERVED_MEMORY.coerce(SQLDataType.BIGINT));
        sql.select(INSTANCE.KAKTUS_ID, vcpus, memory)
                .from(INSTANCE)
                .where(INSTANCE.KAKTUS_ID.in(ids))
                .groupBy(INSTANCE.KAKTUS_ID)
                .forEach(row -> promised.put(
                        row.value1(), new Promised(row.value2().longValueExact(), Bytes.ofSum(row.value3()))));
        return new Loads(agents, live, promised);
    }

    List<AgentId> agents(KaktusId kaktus) {
        return agents.getOrDefault(kaktus, List.of());
    }

    /** By the word of its first live agent that sees its hypervisor; null where there is none. */
    @Nullable KaktusLoad of(KaktusRecord kaktus) {
        var used = promised.getOrDefault(kaktus.getId(), Promised.NOTHING);
        for (var agent : agents(kaktus.getId())) {
            var report = live.report(agent).orElse(null);
            if (report != null && report.processor() != null && report.memory() != null) {
                return new KaktusLoad(
                        kaktus.getId(),
                        report.processor().threads() * kaktus.getOvercommitCpuRatio(),
                        new Bytes(Math.multiplyExact(report.memory().value(), kaktus.getOvercommitMemoryRatio())),
                        used.vcpus(),
                        used.memory());
            }
        }
        return null;
    }

    private record Promised(long vcpus, Bytes memory) {
        static final Promised NOTHING = new Promised(0, Bytes.ZERO);
    }
}
