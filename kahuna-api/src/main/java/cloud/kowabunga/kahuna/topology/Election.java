package cloud.kowabunga.kahuna.topology;

import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.REGION;
import static cloud.kowabunga.kahuna.db.Tables.ZONE;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.sum;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.db.tables.records.KaktusRecord;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.topology.AgentId;
import cloud.kowabunga.topology.AgentReport;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.KaktusLoad;
import cloud.kowabunga.topology.Placement;
import cloud.kowabunga.topology.RegionId;
import cloud.kowabunga.topology.ZoneId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/**
 * Elects the Kaktus of an instance. All candidates stay locked until the transaction ends, in the order of their ids, so that two
 * elections never promise the same capacity.
 */
public final class Election {
    private final DSLContext sql;
    private final LiveAgents live;
    private final Map<KaktusId, List<AgentId>> agents;
    private final Reach reach;

    private Election(DSLContext sql, Set<StoragePoolId> pools) {
        this.sql = sql;
        this.live = LiveAgents.now(sql);
        this.agents = sql.selectFrom(KAKTUS_AGENT)
                .orderBy(KAKTUS_AGENT.POSITION)
                .fetchGroups(KAKTUS_AGENT.KAKTUS_ID, KAKTUS_AGENT.AGENT_ID);
        this.reach = Reach.of(sql, live, pools);
    }

    /** Raises NO_KAKTUS_FITS, with the reasons, and NOT_FOUND for a zone that the region does not have. */
    public static KaktusId elect(
            DSLContext sql, RegionId region, @Nullable ZoneId zone, int vcpus, Bytes memory, Set<StoragePoolId> pools) {
        var place = zone == null ? placeName(sql, region) : placeName(sql, region, zone);
        Condition there = zone == null ? ZONE.REGION_ID.eq(region) : ZONE.ID.eq(zone);
        return new Election(sql, pools).among(there, place, vcpus, memory);
    }

    /** Holds a Kaktus for growth on it. Raises NO_KAKTUS_FITS where that much more does not fit. */
    public static void requireRoom(DSLContext sql, KaktusId id, int moreVcpus, Bytes moreMemory) {
        var kaktus =
                sql.selectFrom(KAKTUS).where(KAKTUS.ID.eq(id)).forNoKeyUpdate().fetchSingle();
        if (moreVcpus == 0 && moreMemory.value() == 0) {
            return;
        }
        var election = new Election(sql, Set.of());
        var report = election.report(id);
        if (report == null) {
            throw Fault.NO_KAKTUS_FITS.because(
                    "Kaktus '%s' of the Instance is away, so nobody knows whether more fits on it."
                            .formatted(kaktus.getName()));
        }
        if (!election.load(kaktus, report).fits(moreVcpus, moreMemory)) {
            throw Fault.NO_KAKTUS_FITS.because(
                    "Kaktus '%s' of the Instance has no room for %d more virtual CPUs and %s more memory."
                            .formatted(kaktus.getName(), moreVcpus, moreMemory.forPeople()));
        }
    }

    /** Whether images of this pool can be used on this Kaktus. */
    public static boolean reaches(DSLContext sql, KaktusId kaktus, StoragePoolId pool) {
        var election = new Election(sql, Set.of(pool));
        return election.reach.covers(election.agents.getOrDefault(kaktus, List.of()));
    }

    private KaktusId among(Condition there, String place, int vcpus, Bytes memory) {
        var all = sql.select(KAKTUS.fields())
                .from(KAKTUS)
                .join(ZONE)
                .on(ZONE.ID.eq(KAKTUS.ZONE_ID))
                .where(there)
                .orderBy(KAKTUS.ID)
                .forNoKeyUpdate()
                .of(KAKTUS)
                .fetchInto(KAKTUS);
        var tally = new Tally(all.size());
        var loads = new ArrayList<KaktusLoad>();
        for (var kaktus : all) {
            var report = report(kaktus.getId());
            if (kaktus.getMaintenance()) {
                tally.inMaintenance++;
            } else if (report == null) {
                tally.away++;
            } else if (!reach.covers(agents.getOrDefault(kaktus.getId(), List.of()))) {
                tally.withoutPool++;
            } else {
                loads.add(load(kaktus, report));
            }
        }
        tally.full = loads.size();
        return Placement.elect(loads, vcpus, memory).orElseThrow(() -> tally.refuse(place, vcpus, memory));
    }

    /** The report that counts: of the first live agent that sees its hypervisor. */
    private @Nullable AgentReport report(KaktusId kaktus) {
        for (var agent : agents.getOrDefault(kaktus, List.of())) {
            var report = live.report(agent).orElse(null);
            if (report != null && report.processor() != null && report.memory() != null) {
                return report;
            }
        }
        return null;
    }

    private KaktusLoad load(KaktusRecord kaktus, AgentReport report) {
        var threads = report.processor() == null ? 0 : report.processor().threads();
        var memory = report.memory() == null ? 0 : report.memory().value();
        var vcpus = coalesce(sum(INSTANCE.RESERVED_VCPUS), BigDecimal.ZERO);
        var promised = coalesce(sum(INSTANCE.RESERVED_MEMORY.coerce(SQLDataType.BIGINT)), BigDecimal.ZERO);
        var used = sql.select(vcpus, promised)
                .from(INSTANCE)
                .where(INSTANCE.KAKTUS_ID.eq(kaktus.getId()))
                .fetchSingle();
        return new KaktusLoad(
                kaktus.getId(),
                threads * kaktus.getOvercommitCpuRatio(),
                new Bytes(Math.multiplyExact(memory, kaktus.getOvercommitMemoryRatio())),
                used.value1().longValueExact(),
                new Bytes(used.value2().longValueExact()));
    }

    private static String placeName(DSLContext sql, RegionId region) {
        return sql.select(REGION.NAME)
                .from(REGION)
                .where(REGION.ID.eq(region))
                .fetchOptional(REGION.NAME)
                .map(name -> "Region '" + name + "'")
                .orElseThrow(() -> Fault.NOT_FOUND.because("There is no Region with the id '" + region + "'."));
    }

    private static String placeName(DSLContext sql, RegionId region, ZoneId zone) {
        return sql.select(ZONE.NAME)
                .from(ZONE)
                .where(ZONE.ID.eq(zone), ZONE.REGION_ID.eq(region))
                .fetchOptional(ZONE.NAME)
                .map(name -> "Zone '" + name + "'")
                .orElseThrow(
                        () -> Fault.NOT_FOUND.because("There is no Zone with the id '" + zone + "' in the Region."));
    }

    /** Why those that were looked at were not elected. */
    private static final class Tally {
        private final int all;
        private int away;
        private int inMaintenance;
        private int withoutPool;
        private int full;

        Tally(int all) {
            this.all = all;
        }

        KowabungaException refuse(String place, int vcpus, Bytes memory) {
            var reasons = new ArrayList<String>();
            reason(reasons, full, "full");
            reason(reasons, away, "away");
            reason(reasons, withoutPool, "without the pool of its volumes");
            reason(reasons, inMaintenance, "in maintenance");
            var why = all == 0 ? "it has none" : "of %d, %s".formatted(all, String.join(", ", reasons));
            return Fault.NO_KAKTUS_FITS.because("No Kaktus of %s fits %d virtual CPUs and %s of memory: %s."
                    .formatted(place, vcpus, memory.forPeople(), why));
        }

        private static void reason(List<String> reasons, int count, String what) {
            if (count > 0) {
                reasons.add(count + (count == 1 ? " is " : " are ") + what);
            }
        }
    }
}
