package cloud.kowabunga.kahuna.network;

import static cloud.kowabunga.kahuna.catalog.Nouns.REGIONS;
import static cloud.kowabunga.kahuna.catalog.Nouns.VNETS;
import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;
import static cloud.kowabunga.kahuna.db.Tables.SUBNET;
import static cloud.kowabunga.kahuna.db.Tables.VNET;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.catalog.Uses;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.Tables;
import cloud.kowabunga.kahuna.db.tables.records.VnetRecord;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.VNet;
import cloud.kowabunga.network.VNetId;
import cloud.kowabunga.topology.RegionId;
import java.util.List;
import org.springframework.stereotype.Component;

/** The rows of VNets. */
@Component
final class VNets {
    private static final int MOST_VLAN = 4094;

    private final Database database;

    VNets(Database database) {
        this.database = database;
    }

    VNet create(NewIds ids, RegionId region, VNet given) {
        var id = new VNetId(ids.resource());
        return database.write(sql -> {
            REGIONS.require(sql, region);
            if (!VNETS.isThere(sql, ids, id)) {
                sql.insertInto(VNET)
                        .set(VNET.ID, id)
                        .set(VNET.REGION_ID, region)
                        .set(VNET.NAME, Given.name(given.name()))
                        .set(VNET.DESCRIPTION, given.description())
                        .set(VNET.VLAN, (int) Given.within("vlan", Given.or(given.vlan(), 0L), 0, MOST_VLAN))
                        .set(VNET.INTERFACE, Given.text("interface", given.bridge()))
                        .set(VNET.PRIVATE, Given.or(given.isPrivate(), true))
                        .execute();
            }
            return wire(VNETS.read(sql, id));
        });
    }

    List<VNetId> ids() {
        return database.read(VNETS::ids);
    }

    List<VNetId> idsIn(RegionId region) {
        return database.read(sql -> {
            REGIONS.require(sql, region);
            return VNETS.ids(sql, VNET.REGION_ID.eq(region));
        });
    }

    VNet read(VNetId id) {
        return database.read(sql -> wire(VNETS.read(sql, id)));
    }

    VNet update(VNetId id, VNet given) {
        return database.write(sql -> {
            var row = VNETS.hold(sql, id, VNets::wire);
            Given.unchanged("id", given.id(), id.value());
            Given.unchanged("private", given.isPrivate(), row.getPrivate());
            row.setName(given.name() == null ? row.getName() : Given.name(given.name()));
            row.setDescription(Given.orAbsent(given.description(), row.getDescription()));
            row.setVlan((int) Given.within("vlan", Given.or(given.vlan(), (long) row.getVlan()), 0, MOST_VLAN));
            row.setInterface(Given.text("interface", Given.or(given.bridge(), row.getInterface())));
            if (row.modified(VNET.VLAN) || row.modified(VNET.INTERFACE)) {
                // The machines on it carry the bridge and the VLAN in their definitions.
                Uses.in(sql)
                        .by(
                                Noun.INSTANCE,
                                Tables.INSTANCE
                                        .join(ADAPTER)
                                        .on(ADAPTER.INSTANCE_ID.eq(Tables.INSTANCE.ID))
                                        .join(SUBNET)
                                        .on(SUBNET.ID.eq(ADAPTER.SUBNET_ID)),
                                Tables.INSTANCE.NAME,
                                SUBNET.VNET_ID.eq(id))
                        .refuse(Noun.VNET, row.getName());
            }
            row.update();
            return wire(row);
        });
    }

    void delete(VNetId id) {
        database.change(sql -> {
            var row = VNETS.hold(sql, id, VNets::wire);
            Uses.in(sql)
                    .by(Noun.SUBNET, SUBNET, SUBNET.NAME, SUBNET.VNET_ID.eq(id))
                    .refuse(Noun.VNET, row.getName());
            row.delete();
        });
    }

    private static VNet wire(VnetRecord row) {
        return new VNet(
                row.getId().value(),
                row.getName(),
                row.getDescription(),
                (long) row.getVlan(),
                row.getInterface(),
                row.getPrivate());
    }
}
