package cloud.kowabunga.kahuna.network;

import static cloud.kowabunga.kahuna.catalog.Nouns.SUBNETS;
import static cloud.kowabunga.kahuna.catalog.Nouns.VNETS;
import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT_REGION;
import static cloud.kowabunga.kahuna.db.Tables.SUBNET;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.catalog.Uses;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.SubnetRecord;
import cloud.kowabunga.kahuna.db.tables.records.VnetRecord;
import cloud.kowabunga.kahuna.topology.RegionLock;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.Subnet;
import cloud.kowabunga.network.SubnetId;
import cloud.kowabunga.network.VNetId;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** The rows of subnets with their ranges. The first subnet of a VNet is its default. */
@Component
final class SubnetRows {
    private static final String USER = "user";

    private final Database database;

    SubnetRows(Database database) {
        this.database = database;
    }

    Subnet create(NewIds ids, VNetId vnet, Subnet given) {
        var id = new SubnetId(ids.resource());
        return database.write(sql -> {
            var parent = VNETS.read(sql, vnet);
            // One at a time adds networks to a region, so that whoever overlaps is told with which.
            RegionLock.hold(sql, parent.getRegionId());
            if (!SUBNETS.isThere(sql, ids, id)) {
                insert(sql, parent, id, given);
            }
            return wire(sql, SUBNETS.read(sql, id));
        });
    }

    private static void insert(DSLContext sql, VnetRecord vnet, SubnetId id, Subnet given) {
        var cidr = SubnetRules.subnet(Given.required("cidr", given.cidr()));
        var row = sql.newRecord(SUBNET);
        row.setId(id);
        row.setVnetId(vnet.getId());
        row.setRegionId(vnet.getRegionId());
        row.setName(Given.name(given.name()));
        row.setDescription(given.description());
        row.setCidr(cidr);
        row.setGateway(SubnetRules.usable("gateway", Given.required("gateway", given.gateway()), cidr));
        row.setDns(SubnetRules.dns(given.dns()));
        row.setExtraRoutes(SubnetRules.routes(Given.or(given.extraRoutes(), List.of())));
        row.setApplication(SubnetRules.application(Given.or(given.application(), USER)));
        row.setIsDefault(!sql.fetchExists(SUBNET, SUBNET.VNET_ID.eq(vnet.getId())));
        SubnetUses.refuseOverlap(sql, row);
        row.insert();
        SubnetRanges.RESERVED.replace(sql, row, Given.or(given.reserved(), List.of()));
        SubnetRanges.GW_POOL.replace(sql, row, Given.or(given.gwPool(), List.of()));
    }

    List<SubnetId> ids() {
        return database.read(SUBNETS::ids);
    }

    List<SubnetId> idsIn(VNetId vnet) {
        return database.read(sql -> {
            VNETS.require(sql, vnet);
            return SUBNETS.ids(sql, SUBNET.VNET_ID.eq(vnet));
        });
    }

    Subnet read(SubnetId id) {
        return database.read(sql -> wire(sql, SUBNETS.read(sql, id)));
    }

    Subnet update(SubnetId id, Subnet given) {
        return database.write(sql -> {
            RegionLock.hold(sql, SUBNETS.read(sql, id).getRegionId());
            var row = SUBNETS.hold(sql, id, it -> wire(sql, it));
            var uses = SubnetUses.of(sql, row);
            Given.unchanged("id", given.id(), id.value());
            Given.unchanged("cidr", given.cidr(), row.getCidr());
            row.setName(given.name() == null ? row.getName() : Given.name(given.name()));
            row.setDescription(Given.orAbsent(given.description(), row.getDescription()));
            row.setGateway(
                    given.gateway() == null
                            ? row.getGateway()
                            : SubnetRules.usable("gateway", given.gateway(), row.getCidr()));
            row.setDns(given.dns() == null ? row.getDns() : SubnetRules.dns(given.dns()));
            row.setApplication(SubnetRules.application(Given.or(given.application(), row.getApplication())));
            if (given.extraRoutes() != null) {
                row.setExtraRoutes(SubnetRules.routes(given.extraRoutes()));
            }
            if (given.reserved() != null) {
                SubnetRanges.RESERVED.replace(sql, row, given.reserved());
            }
            if (given.gwPool() != null) {
                SubnetRanges.GW_POOL.replace(sql, row, given.gwPool());
            }
            uses.refuseStranding(sql);
            row.update();
            Gateways.giveAll(sql, row.getRegionId());
            return wire(sql, row);
        });
    }

    void delete(SubnetId id) {
        database.change(sql -> {
            var row = SUBNETS.hold(sql, id, it -> wire(sql, it));
            Uses.in(sql)
                    .by(Noun.ADAPTER, ADAPTER, ADAPTER.NAME, ADAPTER.SUBNET_ID.eq(id))
                    .by(
                            Noun.PROJECT,
                            PROJECT.join(PROJECT_REGION).on(PROJECT_REGION.PROJECT_ID.eq(PROJECT.ID)),
                            PROJECT.NAME,
                            PROJECT_REGION.SUBNET_ID.eq(id))
                    .refuse(Noun.SUBNET, row.getName());
            row.delete();
        });
    }

    void makeDefault(VNetId vnet, SubnetId id) {
        database.change(sql -> {
            VNETS.hold(sql, vnet);
            SUBNETS.makeDefault(sql, SUBNET.IS_DEFAULT, SUBNET.VNET_ID.eq(vnet), id);
        });
    }

    private static Subnet wire(DSLContext sql, SubnetRecord row) {
        return new Subnet(
                row.getId().value(),
                row.getName(),
                row.getDescription(),
                row.getCidr(),
                row.getGateway(),
                row.getDns(),
                List.of(row.getExtraRoutes()),
                SubnetRanges.RESERVED.wire(sql, row.getId()),
                SubnetRanges.GW_POOL.wire(sql, row.getId()),
                row.getApplication());
    }
}
