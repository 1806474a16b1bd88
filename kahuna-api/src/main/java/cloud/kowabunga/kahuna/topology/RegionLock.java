package cloud.kowabunga.kahuna.topology;

import static cloud.kowabunga.kahuna.catalog.Nouns.REGIONS;

import cloud.kowabunga.kahuna.db.tables.records.RegionRecord;
import cloud.kowabunga.topology.RegionId;
import org.jooq.DSLContext;

/** Lets one at a time decide what there is once in a region: its defaults, its private subnets, the gateways in them. */
public final class RegionLock {
    private RegionLock() {}

    /** Holds the region until the transaction ends. Raises NOT_FOUND. Comes after the project's lock and before all others. */
    public static RegionRecord hold(DSLContext sql, RegionId id) {
        return REGIONS.hold(sql, id);
    }
}
