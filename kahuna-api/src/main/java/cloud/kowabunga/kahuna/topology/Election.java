package cloud.kowabunga.kahuna.topology;

import static cloud.kowabunga.kahuna.db.Tables.KAKTUS;
import static cloud.kowabunga.kahuna.db.Tables.REGION;
import static cloud.kowabunga.kahuna.db.Tables.ZONE;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.db.tables.records.KaktusRecord;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.KaktusLoad;
import cloud.kowabunga.topology.Placement;
import cloud.kowabunga.topology.RegionId;
import cloud.kowabunga.topology.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Elects the Kaktus of an instance. One election at a time takes place in a region, under the region's lock; the elected Kaktus
 * is locked as well, because instances that grow on it hold only that.
 */
public final class Election {
    private final DSLContext sql;
    private final int vcpus;
    private final Bytes memory;

    private Election(DSLContext sql, int vcpus, Bytes memory) {
        this.sql = sql;
        this.vcpus = vcpus;
        this.memory = memory;
    }

    /** Raises NO_KAKTUS_FITS, with the reasons, and NOT_FOUND for a region, or a zone of it, that is not there. */
    public static KaktusId elect(
            DSLContext sql, RegionId region, @Nullable ZoneId zone, int vcpus, Bytes memory, Set<StoragePoolId> pools) {
        var place = hold(sql, region);
        if (zone != null) {
            place = name(sql, region, zone);
        }
        Condition there = zone == null ? ZONE.REGION_ID.eq(region) : ZONE.ID.eq(zone);
        return new Election(sql, vcpus, memory).among(there, place, Reach.of(sql, pools));
    }

    /** Holds a Kaktus for growth on it. Raises NO_KAKTUS_FITS where that much more does not fit. */
    public static void requireRoom(DSLContext sql, KaktusId id, int moreVcpus, Bytes moreMemory) {
        var kaktus = lock(sql, id);
        if (moreVcpus == 0 && moreMemory.value() == 0) {
            return;
        }
        var load = Loads.of(sql, List.of(kaktus)).of(kaktus);
        if (load == null) {
            throw Fault.NO_KAKTUS_FITS.because(
                    "Kaktus '%s' of the Instance is away, so nobody knows whether more fits on it."
                            .formatted(kaktus.getName()));
        }
        if (!load.fits(moreVcpus, moreMemory)) {
            throw Fault.NO_KAKTUS_FITS.because(
                    "Kaktus '%s' of the Instance has no room for %d more virtual CPUs and %s more memory."
                            .formatted(kaktus.getName(), moreVcpus, moreMemory.forPeople()));
        }
    }

    /** Whether images of this pool can be used on this Kaktus. */
    public static boolean reaches(DSLContext sql, KaktusId kaktus, StoragePoolId pool) {
        var only = sql.selectFrom(KAKTUS).where(KAKTUS.ID.eq(kaktus)).fetchSingle();
        return Reach.of(sql, Set.of(pool)).covers(Loads.of(sql, List.of(only)).agents(kaktus));
    }

    private KaktusId among(Condition there, String place, Reach reach) {
        var all = sql.select(KAKTUS.fields())
                .from(KAKTUS)
                .join(ZONE)
                .on(ZONE.ID.eq(KAKTUS.ZONE_ID))
                .where(there)
                .fetchInto(KAKTUS);
        var known = Loads.of(sql, all);
        var tally = new Tally(all.size());
        var candidates = new HashMap<KaktusId, KaktusLoad>();
        for (var kaktus : all) {
            var load = known.of(kaktus);
            if (kaktus.getMaintenance()) {
                tally.maintained();
            } else if (load == null) {
                tally.away();
            } else if (!reach.covers(known.agents(kaktus.getId()))) {
                tally.withoutPool();
            } else {
                candidates.put(kaktus.getId(), load);
            }
        }
        return electFrom(candidates, tally, place);
    }

    /** What grew on the winner since it was looked at is seen once it is locked; then it may have to be another one. */
    private KaktusId electFrom(Map<KaktusId, KaktusLoad> candidates, Tally tally, String place) {
        while (true) {
            var winner = Placement.elect(List.copyOf(candidates.values()), vcpus, memory)
                    .orElseThrow(() -> tally.refuse(candidates.size(), place, vcpus, memory));
            var kaktus = lock(sql, winner);
            var load = Loads.of(sql, List.of(kaktus)).of(kaktus);
            if (load != null && !kaktus.getMaintenance() && load.fits(vcpus, memory)) {
                return winner;
            }
            if (load == null || kaktus.getMaintenance()) {
                candidates.remove(winner);
            } else {
                candidates.put(winner, load);
            }
        }
    }

    private static KaktusRecord lock(DSLContext sql, KaktusId id) {
        return sql.selectFrom(KAKTUS).where(KAKTUS.ID.eq(id)).forNoKeyUpdate().fetchSingle();
    }

    private static String hold(DSLContext sql, RegionId region) {
        return sql.select(REGION.NAME)
                .from(REGION)
                .where(REGION.ID.eq(region))
                .forNoKeyUpdate()
                .fetchOptional(REGION.NAME)
                .map(name -> "Region '" + name + "'")
                .orElseThrow(() -> Fault.NOT_FOUND.because("There is no Region with the id '" + region + "'."));
    }

    private static String name(DSLContext sql, RegionId region, ZoneId zone) {
        return sql.select(ZONE.NAME)
                .from(ZONE)
                .where(ZONE.ID.eq(zone), ZONE.REGION_ID.eq(region))
                .fetchOptional(ZONE.NAME)
                .map(name -> "Zone '" + name + "'")
                .orElseThrow(
                        () -> Fault.NOT_FOUND.because("There is no Zone with the id '" + zone + "' in the Region."));
    }
}
