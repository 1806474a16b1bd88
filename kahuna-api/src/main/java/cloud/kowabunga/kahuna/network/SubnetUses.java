package cloud.kowabunga.kahuna.network;

import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;
import static cloud.kowabunga.kahuna.db.Tables.ADAPTER_ADDRESS;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT_GATEWAY;
import static cloud.kowabunga.kahuna.db.Tables.SUBNET;

import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.db.tables.records.SubnetRecord;
import cloud.kowabunga.network.AddressRange;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Who has the addresses of a subnet, asked before something about the subnet changes: nobody may find that the address they have is
 * a router's or reserved from now on.
 */
final class SubnetUses {
    private final SubnetRecord subnet;
    private final Map<String, String> adapters;
    private final Map<String, String> gateways;
    private final List<AddressRange> reserved;
    private final List<AddressRange> gwPool;

    private SubnetUses(DSLContext sql, SubnetRecord subnet) {
        this.subnet = subnet;
        adapters = sql.select(ADAPTER_ADDRESS.ADDRESS, ADAPTER.NAME)
                .from(ADAPTER_ADDRESS)
                .join(ADAPTER)
                .on(ADAPTER.ID.eq(ADAPTER_ADDRESS.ADAPTER_ID))
                .where(ADAPTER_ADDRESS.SUBNET_ID.eq(subnet.getId()), ADAPTER.RESERVED.isFalse())
                .fetchMap(ADAPTER_ADDRESS.ADDRESS, ADAPTER.NAME);
        gateways = sql.select(PROJECT_GATEWAY.ADDRESS, PROJECT.NAME)
                .from(PROJECT_GATEWAY)
                .join(PROJECT)
                .on(PROJECT.ID.eq(PROJECT_GATEWAY.PROJECT_ID))
                .where(PROJECT_GATEWAY.SUBNET_ID.eq(subnet.getId()))
                .fetchMap(PROJECT_GATEWAY.ADDRESS, PROJECT.NAME);
        reserved = SubnetRanges.RESERVED.of(sql, subnet.getId());
        gwPool = SubnetRanges.GW_POOL.of(sql, subnet.getId());
    }

    /** As it is now; the subnet is locked. */
    static SubnetUses of(DSLContext sql, SubnetRecord subnet) {
        return new SubnetUses(sql, subnet);
    }

    /** Raises IN_USE where what was changed since would take an address from somebody who has it. */
    void refuseStranding(DSLContext sql) {
        if (subnet.modified(SUBNET.GATEWAY)) {
            refuse("gateway", adapters.get(subnet.getGateway()), Noun.ADAPTER, subnet.getGateway());
            refuse("gateway", gateways.get(subnet.getGateway()), Noun.PROJECT, subnet.getGateway());
        }
        var newReserved = SubnetRanges.RESERVED.of(sql, subnet.getId());
        var newGwPool = SubnetRanges.GW_POOL.of(sql, subnet.getId());
        adapters.forEach((address, name) -> {
            if (in(newReserved, address) && !in(reserved, address)) {
                refuse("reserved", name, Noun.ADAPTER, address);
            }
            if (in(newGwPool, address) && !in(gwPool, address)) {
                refuse("gw_pool", name, Noun.ADAPTER, address);
            }
        });
        gateways.forEach((address, name) -> {
            if (!in(newGwPool, address)) {
                refuse("gw_pool", name, Noun.PROJECT, address);
            }
        });
    }

    /** Raises ADDRESS_TAKEN, with its name, where the region has a subnet that overlaps. Whoever calls holds the region's lock. */
    static void refuseOverlap(DSLContext sql, SubnetRecord added) {
        sql.select(SUBNET.NAME, SUBNET.CIDR)
                .from(SUBNET)
                .where(SUBNET.REGION_ID.eq(added.getRegionId()), SUBNET.ID.ne(added.getId()))
                .and(DSL.condition("{0} && {1}", SUBNET.CIDR, DSL.val(added.getCidr(), SUBNET.CIDR)))
                .orderBy(SUBNET.CIDR)
                .limit(1)
                .forEach(other -> {
                    throw Fault.ADDRESS_TAKEN.because("cidr: %s overlaps with Subnet '%s' (%s) of the same Region."
                            .formatted(added.getCidr(), other.value1(), other.value2()));
                });
    }

    private void refuse(String field, @Nullable String name, Noun noun, String address) {
        if (name != null) {
            throw Fault.IN_USE.because("%s: %s '%s' has the address %s of Subnet '%s'."
                    .formatted(field, noun.title(), name, address, subnet.getName()));
        }
    }

    private static boolean in(List<AddressRange> ranges, String address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
