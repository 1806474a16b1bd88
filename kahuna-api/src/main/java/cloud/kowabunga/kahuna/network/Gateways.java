package cloud.kowabunga.kahuna.network;

import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;
import static cloud.kowabunga.kahuna.db.Tables.ADAPTER_ADDRESS;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT_GATEWAY;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT_REGION;
import static cloud.kowabunga.kahuna.db.Tables.RESERVED_VRRP_ID;
import static cloud.kowabunga.kahuna.db.Tables.SUBNET;
import static cloud.kowabunga.kahuna.db.Tables.ZONE;

import cloud.kowabunga.kahuna.db.tables.records.SubnetRecord;
import cloud.kowabunga.network.SubnetId;
import cloud.kowabunga.network.Subnets;
import cloud.kowabunga.network.VNetId;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import cloud.kowabunga.topology.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jooq.DSLContext;

/**
 * What the gateways of a project have in its private subnet: for each zone of the region an address out of {@code gw_pool}, and a
 * VRRP id that is free in the subnet's VNet. A subnet without {@code gw_pool} has no gateways. Whoever calls holds the region's lock.
 */
public final class Gateways {
    private static final int MOST_VRRP_ID = 255;

    private Gateways() {}

    /**
     * Whether a subnet that no project has is empty, and can give every zone of its region a gateway or is not meant to have any.
     * It stays so until the transaction ends.
     */
    public static boolean fit(DSLContext sql, SubnetRecord subnet) {
        hold(sql, subnet.getId());
        if (sql.fetchExists(ADAPTER, ADAPTER.SUBNET_ID.eq(subnet.getId()))) {
            return false;
        }
        var zones = sql.fetchCount(ZONE, ZONE.REGION_ID.eq(subnet.getRegionId()));
        return SubnetRanges.GW_POOL.of(sql, subnet.getId()).isEmpty()
                || (addresses(sql, subnet, zones).size() == zones
                        && vrrpIds(sql, subnet.getVnetId(), zones).size() == zones);
    }

    /** Gives a project's zones what they have not got yet, in the order of the zones' names, as far as there is some. */
    public static void give(DSLContext sql, ProjectId project, SubnetRecord subnet) {
        hold(sql, subnet.getId());
        var without = zonesWithout(sql, project, subnet.getRegionId());
        var addresses = addresses(sql, subnet, without.size());
        var vrrpIds = vrrpIds(sql, subnet.getVnetId(), without.size());
        var given = Math.min(addresses.size(), vrrpIds.size());
        for (var number = 0; number < given; number++) {
            sql.insertInto(PROJECT_GATEWAY)
                    .set(PROJECT_GATEWAY.PROJECT_ID, project)
                    .set(PROJECT_GATEWAY.ZONE_ID, without.get(number))
                    .set(PROJECT_GATEWAY.REGION_ID, subnet.getRegionId())
                    .set(PROJECT_GATEWAY.VNET_ID, subnet.getVnetId())
                    .set(PROJECT_GATEWAY.SUBNET_ID, subnet.getId())
                    .set(PROJECT_GATEWAY.ADDRESS, addresses.get(number))
                    .execute();
            sql.insertInto(RESERVED_VRRP_ID)
                    .set(RESERVED_VRRP_ID.VNET_ID, subnet.getVnetId())
                    .set(RESERVED_VRRP_ID.VRRP_ID, vrrpIds.get(number))
                    .set(RESERVED_VRRP_ID.REGION_ID, subnet.getRegionId())
                    .set(RESERVED_VRRP_ID.PROJECT_ID, project)
                    .set(RESERVED_VRRP_ID.ZONE_ID, without.get(number))
                    .execute();
        }
    }

    /** For every project of the region, when a zone came or a pool grew. */
    public static void giveAll(DSLContext sql, RegionId region) {
        sql.select(SUBNET.fields())
                .select(PROJECT_REGION.PROJECT_ID)
                .from(PROJECT_REGION)
                .join(SUBNET)
                .on(SUBNET.ID.eq(PROJECT_REGION.SUBNET_ID))
                .where(PROJECT_REGION.REGION_ID.eq(region))
                .orderBy(PROJECT_REGION.PROJECT_ID)
                .forEach(row -> give(sql, row.get(PROJECT_REGION.PROJECT_ID), row.into(SUBNET)));
    }

    /** The addresses of gateways that are given out in a subnet. */
    static Set<String> in(DSLContext sql, SubnetId subnet) {
        return sql.select(PROJECT_GATEWAY.ADDRESS)
                .from(PROJECT_GATEWAY)
                .where(PROJECT_GATEWAY.SUBNET_ID.eq(subnet))
                .fetchSet(PROJECT_GATEWAY.ADDRESS);
    }

    /** Whoever gives an address of the subnet to an adapter holds the same lock. */
    private static void hold(DSLContext sql, SubnetId subnet) {
        sql.select(SUBNET.ID)
                .from(SUBNET)
                .where(SUBNET.ID.eq(subnet))
                .forNoKeyUpdate()
                .execute();
    }

    private static List<ZoneId> zonesWithout(DSLContext sql, ProjectId project, RegionId region) {
        return sql.select(ZONE.ID)
                .from(ZONE)
                .leftJoin(PROJECT_GATEWAY)
                .on(PROJECT_GATEWAY.ZONE_ID.eq(ZONE.ID).and(PROJECT_GATEWAY.PROJECT_ID.eq(project)))
                .where(ZONE.REGION_ID.eq(region), PROJECT_GATEWAY.ZONE_ID.isNull())
                .orderBy(ZONE.NAME)
                .fetch(ZONE.ID);
    }

    private static List<String> addresses(DSLContext sql, SubnetRecord subnet, int wanted) {
        var taken = new HashSet<>(in(sql, subnet.getId()));
        taken.addAll(sql.select(ADAPTER_ADDRESS.ADDRESS)
                .from(ADAPTER_ADDRESS)
                .where(ADAPTER_ADDRESS.SUBNET_ID.eq(subnet.getId()))
                .fetchSet(ADAPTER_ADDRESS.ADDRESS));
        var pool = SubnetRanges.GW_POOL.of(sql, subnet.getId());
        return Subnets.freeOf(pool, subnet.getCidr(), subnet.getGateway(), taken, wanted);
    }

    private static List<Integer> vrrpIds(DSLContext sql, VNetId vnet, int wanted) {
        var taken = sql.select(RESERVED_VRRP_ID.VRRP_ID)
                .from(RESERVED_VRRP_ID)
                .where(RESERVED_VRRP_ID.VNET_ID.eq(vnet))
                .fetchSet(RESERVED_VRRP_ID.VRRP_ID);
        return IntStream.rangeClosed(1, MOST_VRRP_ID)
                .boxed()
                .filter(id -> !taken.contains(id))
                .limit(wanted)
                .toList();
    }
}
