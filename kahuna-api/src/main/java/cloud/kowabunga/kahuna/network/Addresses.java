package cloud.kowabunga.kahuna.network;

import static cloud.kowabunga.kahuna.db.Tables.ADAPTER_ADDRESS;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.db.tables.records.SubnetRecord;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.network.Subnets;
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
        var taken = sql.select(ADAPTER_ADDRESS.ADDRESS)
                .from(ADAPTER_ADDRESS)
                .where(ADAPTER_ADDRESS.SUBNET_ID.eq(subnet.getId()))
                .fetchSet(ADAPTER_ADDRESS.ADDRESS);
        return Subnets.firstFree(subnet.getCidr(), subnet.getGateway(), SubnetRanges.all(sql, subnet.getId()), taken)
                .orElseThrow(() -> Fault.SUBNET_FULL.because(
                        "Subnet '%s' (%s) has no free address left.".formatted(subnet.getName(), subnet.getCidr())));
    }

    static void replace(DSLContext sql, SubnetRecord subnet, AdapterId id, List<String> addresses) {
        sql.deleteFrom(ADAPTER_ADDRESS).where(ADAPTER_ADDRESS.ADAPTER_ID.eq(id)).execute();
        var position = 0;
        for (var address : Given.distinct("addresses", addresses)) {
            sql.insertInto(ADAPTER_ADDRESS)
                    .set(ADAPTER_ADDRESS.ADAPTER_ID, id)
                    .set(ADAPTER_ADDRESS.POSITION, position++)
                    .set(ADAPTER_ADDRESS.ADDRESS, SubnetRules.usable("addresses", address, subnet.getCidr()))
                    .set(ADAPTER_ADDRESS.SUBNET_ID, subnet.getId())
                    .set(ADAPTER_ADDRESS.REGION_ID, subnet.getRegionId())
                    .execute();
        }
    }
}
