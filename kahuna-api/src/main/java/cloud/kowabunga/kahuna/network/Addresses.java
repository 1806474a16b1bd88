package cloud.kowabunga.kahuna.network;

import static cloud.kowabunga.kahuna.db.Tables.ADAPTER_ADDRESS;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.db.tables.records.AdapterRecord;
import cloud.kowabunga.kahuna.db.tables.records.SubnetRecord;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.network.Subnets;
import java.util.HashSet;
import java.util.List;
import org.jooq.DSLContext;

/** The addresses of adapters. Who gives one out has locked the subnet. */
final class Addresses {
    private Addresses() {}

    static List<String> of(DSLContext sql, AdapterId id) {
        return sql.select(ADAPTER_ADDRESS.ADDRESS)
                .from(ADAPTER_ADDRESS)
                .where(ADAPTER_ADDRESS.ADAPTER_ID.eq(id))
                .orderBy(ADAPTER_ADDRESS.POSITION)
                .fetch(ADAPTER_ADDRESS.ADDRESS);
    }

    /** The lowest address that is free; SUBNET_FULL where there is none. */
    static String free(DSLContext sql, SubnetRecord subnet) {
        var taken = new HashSet<>(sql.select(ADAPTER_ADDRESS.ADDRESS)
                .from(ADAPTER_ADDRESS)
                .where(ADAPTER_ADDRESS.SUBNET_ID.eq(subnet.getId()))
                .fetchSet(ADAPTER_ADDRESS.ADDRESS));
        taken.addAll(Gateways.in(sql, subnet.getId()));
        return Subnets.firstFree(subnet.getCidr(), subnet.getGateway(), SubnetRanges.all(sql, subnet.getId()), taken)
                .orElseThrow(() -> Fault.SUBNET_FULL.because(
                        "Subnet '%s' (%s) has no free address left.".formatted(subnet.getName(), subnet.getCidr())));
    }

    /** Raises INVALID_VALUE for what no adapter of the subnet can have, ADDRESS_TAKEN for what another one has. */
    static void replace(DSLContext sql, SubnetRecord subnet, AdapterRecord adapter, List<String> addresses) {
        var before = of(sql, adapter.getId());
        sql.deleteFrom(ADAPTER_ADDRESS)
                .where(ADAPTER_ADDRESS.ADAPTER_ID.eq(adapter.getId()))
                .execute();
        var position = 0;
        for (var given : Given.distinct("addresses", addresses)) {
            var address = SubnetRules.usable("addresses", given, subnet.getCidr());
            if (!before.contains(address)) {
                refuseGateways(sql, subnet, adapter, address);
            }
            sql.insertInto(ADAPTER_ADDRESS)
                    .set(ADAPTER_ADDRESS.ADAPTER_ID, adapter.getId())
                    .set(ADAPTER_ADDRESS.POSITION, position++)
                    .set(ADAPTER_ADDRESS.ADDRESS, address)
                    .set(ADAPTER_ADDRESS.SUBNET_ID, subnet.getId())
                    .set(ADAPTER_ADDRESS.REGION_ID, subnet.getRegionId())
                    .execute();
        }
    }

    private static void refuseGateways(DSLContext sql, SubnetRecord subnet, AdapterRecord adapter, String address) {
        if (Gateways.in(sql, subnet.getId()).contains(address)) {
            throw Fault.ADDRESS_TAKEN.because(
                    "The address %s is taken by the gateway of a Project.".formatted(address));
        }
        refuseRouters(sql, subnet, adapter, address);
    }

    /** A reserved adapter is a router's, which may have the addresses of routers as far as no project's gateway has them. */
    static void refuseRouters(DSLContext sql, SubnetRecord subnet, AdapterRecord adapter, String address) {
        if (adapter.getReserved()) {
            return;
        }
        if (address.equals(subnet.getGateway())) {
            throw Fault.INVALID_VALUE.because(
                    "addresses: %s is the gateway of Subnet '%s'; only a reserved adapter may have it."
                            .formatted(address, subnet.getName()));
        }
        if (SubnetRanges.GW_POOL.of(sql, subnet.getId()).stream().anyMatch(range -> range.contains(address))) {
            throw Fault.INVALID_VALUE.because(
                    "addresses: %s is in gw_pool of Subnet '%s'; only a reserved adapter may have it."
                            .formatted(address, subnet.getName()));
        }
    }
}
