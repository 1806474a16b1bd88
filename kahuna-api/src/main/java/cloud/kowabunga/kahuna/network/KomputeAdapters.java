package cloud.kowabunga.kahuna.network;

import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT_REGION;
import static cloud.kowabunga.kahuna.db.Tables.REGION;
import static cloud.kowabunga.kahuna.db.Tables.SUBNET;
import static cloud.kowabunga.kahuna.db.Tables.VNET;

import cloud.kowabunga.Name;
import cloud.kowabunga.compute.KomputeId;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.db.tables.records.SubnetRecord;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.network.SubnetId;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/** Gives Komputes their adapters, each with the first free address. To be called in the transaction that admits the Kompute. */
public final class KomputeAdapters {
    private final DSLContext sql;
    private final KomputeId kompute;

    public KomputeAdapters(DSLContext sql, KomputeId kompute) {
        this.sql = sql;
        this.kompute = kompute;
    }

    /** In the project's private subnet of the region. Raises INVALID_STATE where it has none, SUBNET_FULL. */
    public void addPrivate(ProjectId project, RegionId region, AdapterId id, Name name) {
        var subnet = sql.select(PROJECT_REGION.SUBNET_ID)
                .from(PROJECT_REGION)
                .where(PROJECT_REGION.PROJECT_ID.eq(project), PROJECT_REGION.REGION_ID.eq(region))
                .fetchOptional(PROJECT_REGION.SUBNET_ID)
                .orElseThrow(() -> noPrivateSubnet(project, region));
        add(lock(subnet), id, name, KomputeNetwork.PRIVATE);
    }

    /** In a public network of the region: the first whose default subnet has an address left. Raises INVALID_STATE where there is none, SUBNET_FULL. */
    public void addPublic(RegionId region, AdapterId id, Name name) {
        var subnets = sql.select(SUBNET.ID)
                .from(SUBNET)
                .join(VNET)
                .on(VNET.ID.eq(SUBNET.VNET_ID))
                .where(VNET.REGION_ID.eq(region), VNET.PRIVATE.isFalse(), SUBNET.IS_DEFAULT.isTrue())
                .orderBy(VNET.NAME)
                .fetch(SUBNET.ID);
        var full = new ArrayList<KowabungaException>();
        for (var subnet : subnets) {
            try {
                add(lock(subnet), id, name, KomputeNetwork.PUBLIC);
                return;
            } catch (KowabungaException no) {
                if (no.fault() != Fault.SUBNET_FULL) {
                    throw no;
                }
                full.add(no);
            }
        }
        throw full.isEmpty() ? noPublicNetwork(region) : full.getFirst();
    }

    private void add(SubnetRecord subnet, AdapterId id, Name name, KomputeNetwork network) {
        var row = sql.newRecord(ADAPTER);
        row.setId(id);
        row.setSubnetId(subnet.getId());
        row.setName(name.value());
        row.setMac(FreshMac.next(sql));
        row.setReserved(false);
        row.setKomputeId(kompute);
        row.setKomputeNetwork(network);
        var address = Addresses.free(sql, subnet);
        row.insert();
        Addresses.replace(sql, subnet, row, List.of(address));
    }

    private SubnetRecord lock(SubnetId id) {
        return sql.selectFrom(SUBNET).where(SUBNET.ID.eq(id)).forUpdate().fetchSingle();
    }

    private KowabungaException noPrivateSubnet(ProjectId project, RegionId region) {
        var name = sql.select(PROJECT.NAME)
                .from(PROJECT)
                .where(PROJECT.ID.eq(project))
                .fetchOne(PROJECT.NAME);
        return Fault.INVALID_STATE.because(
                "Project '%s' has no private subnet in Region '%s', from which a Kompute gets its address: it was made without a size for them (subnetSize). Make a Project with one, or an Instance with an Adapter here."
                        .formatted(name, name(region)));
    }

    private KowabungaException noPublicNetwork(RegionId region) {
        return Fault.INVALID_STATE.because(
                "Region '%s' has no public network: a VNet that is not private, with a default Subnet. Make one, or leave public out."
                        .formatted(name(region)));
    }

    private String name(RegionId region) {
        return sql.select(REGION.NAME)
                .from(REGION)
                .where(REGION.ID.eq(region))
                .fetchOptional(REGION.NAME)
                .orElse(region.value());
    }
}
