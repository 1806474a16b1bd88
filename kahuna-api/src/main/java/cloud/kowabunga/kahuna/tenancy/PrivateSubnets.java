package cloud.kowabunga.kahuna.tenancy;

import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT_REGION;
import static cloud.kowabunga.kahuna.db.Tables.SUBNET;
import static cloud.kowabunga.kahuna.db.Tables.VNET;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.db.tables.records.RegionRecord;
import cloud.kowabunga.kahuna.db.tables.records.SubnetRecord;
import cloud.kowabunga.kahuna.network.Gateways;
import cloud.kowabunga.kahuna.wire.Given;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Finds private subnets for projects. */
final class PrivateSubnets {
    private static final int LARGEST = 8;
    private static final int SMALLEST = 30;

    private PrivateSubnets() {}

    /** A prefix length that can be asked for; clients write 0 where they ask for none. */
    static @Nullable Integer size(@Nullable Integer asked) {
        return asked == null || asked == 0 ? null : (int) Given.within("subnetSize", asked, LARGEST, SMALLEST);
    }

    /**
     * A subnet of that prefix length in a private VNet that no project has and no adapter is in, else one of the next larger
     * network. Its {@code gw_pool}, where it has one, has an address for every zone. Whoever calls holds the region's lock.
     * Raises SUBNET_FULL.
     */
    static SubnetRecord free(DSLContext sql, RegionRecord region, int size) {
        var prefix = DSL.field("masklen({0})", Integer.class, SUBNET.CIDR);
        var candidates = sql.select(SUBNET.fields())
                .from(SUBNET)
                .join(VNET)
                .on(VNET.ID.eq(SUBNET.VNET_ID))
                .where(
                        SUBNET.REGION_ID.eq(region.getId()),
                        VNET.PRIVATE.isTrue(),
                        SUBNET.APPLICATION.eq("user"),
                        prefix.le(size))
                .andNotExists(DSL.selectOne().from(PROJECT_REGION).where(PROJECT_REGION.SUBNET_ID.eq(SUBNET.ID)))
                .andNotExists(DSL.selectOne().from(ADAPTER).where(ADAPTER.SUBNET_ID.eq(SUBNET.ID)))
                .orderBy(prefix.desc(), SUBNET.CIDR)
                .fetchInto(SUBNET);
        return candidates.stream()
                .filter(subnet -> Gateways.fit(sql, subnet))
                .findFirst()
                .orElseThrow(
                        () -> Fault.SUBNET_FULL.because("Region '%s' has no free private subnet of /%d or larger%s."
                                .formatted(
                                        region.getName(),
                                        size,
                                        candidates.isEmpty()
                                                ? ""
                                                : " that has a gateway address and a VRRP id left for each zone")));
    }
}
