package cloud.kowabunga.kahuna.network;

import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT_REGION;
import static cloud.kowabunga.kahuna.db.Tables.SUBNET;
import static cloud.kowabunga.kahuna.db.Tables.VNET;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.catalog.Absent;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.catalog.Uses;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.SubnetRecord;
import cloud.kowabunga.kahuna.db.tables.records.VnetRecord;
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
            var parent = lock(sql, vnet);
            if (!ids.again() || !sql.fetchExists(SUBNET, SUBNET.ID.eq(id))) {
                insert(sql, parent, id, given);
            }
            return wire(sql, row(sql, id));
        });
    }

    private static void insert(DSLContext sql, VnetRecord vnet, SubnetId id, Subnet given) {
        var cidr = SubnetRules.network("cidr", Given.required("cidr", given.cidr()));
        var row = sql.newRecord(SUBNET);
        row.setId(id);
        row.setVnetId(vnet.getId());
        row.setRegionId(vnet.getRegionId());
        row.setName(Given.name(given.name()));
        row.setDescription(given.description());
        row.setCidr(cidr);
        row.setGateway(SubnetRules.inside("gateway", Given.required("gateway", given.gateway()), cidr));
        row.setDns(SubnetRules.dns(given.dns()));
        row.setExtraRoutes(SubnetRules.routes(Given.or(given.extraRoutes(), List.of())));
        row.setApplication(SubnetRules.application(Given.or(given.application(), USER)));
        row.setIsDefault(!sql.fetchExists(SUBNET, SUBNET.VNET_ID.eq(vnet.getId())));
        row.insert();
        SubnetRanges.RESERVED.replace(sql, row, Given.or(given.reserved(), List.of()));
        SubnetRanges.GW_POOL.replace(sql, row, Given.or(given.gwPool(), List.of()));
    }

    List<SubnetId> ids() {
        return database.read(
                sql -> sql.select(SUBNET.ID).from(SUBNET).orderBy(SUBNET.ID).fetch(SUBNET.ID));
    }

    List<SubnetId> idsIn(VNetId vnet) {
        return database.read(sql -> {
            Absent.require(sql, VNET, VNET.ID, Noun.VNET, vnet);
            return sql.select(SUBNET.ID)
                    .from(SUBNET)
                    .where(SUBNET.VNET_ID.eq(vnet))
                    .orderBy(SUBNET.ID)
                    .fetch(SUBNET.ID);
        });
    }

    Subnet read(SubnetId id) {
        return database.read(sql -> wire(sql, row(sql, id)));
    }

    Subnet update(SubnetId id, Subnet given) {
        return database.write(sql -> {
            var row = row(sql, id);
            Given.unchanged("id", given.id(), id.value());
            Given.unchanged("cidr", given.cidr(), row.getCidr());
            row.setName(given.name() == null ? row.getName() : Given.name(given.name()));
            row.setDescription(Given.orAbsent(given.description(), row.getDescription()));
            row.setGateway(SubnetRules.inside("gateway", Given.or(given.gateway(), row.getGateway()), row.getCidr()));
            row.setDns(given.dns() == null ? row.getDns() : SubnetRules.dns(given.dns()));
            row.setApplication(SubnetRules.application(Given.or(given.application(), row.getApplication())));
            if (given.extraRoutes() != null) {
                row.setExtraRoutes(SubnetRules.routes(given.extraRoutes()));
            }
            row.update();
            if (given.reserved() != null) {
                SubnetRanges.RESERVED.replace(sql, row, given.reserved());
            }
            if (given.gwPool() != null) {
                SubnetRanges.GW_POOL.replace(sql, row, given.gwPool());
                Gateways.giveAll(sql, row.getRegionId());
            }
            return wire(sql, row);
        });
    }

    void delete(SubnetId id) {
        database.change(sql -> {
            var row = row(sql, id);
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
            lock(sql, vnet);
            if (!sql.fetchExists(SUBNET, SUBNET.ID.eq(id).and(SUBNET.VNET_ID.eq(vnet)))) {
                throw Absent.fault(Noun.SUBNET, id);
            }
            sql.update(SUBNET)
                    .set(SUBNET.IS_DEFAULT, false)
                    .where(SUBNET.VNET_ID.eq(vnet), SUBNET.IS_DEFAULT.isTrue(), SUBNET.ID.ne(id))
                    .execute();
            sql.update(SUBNET)
                    .set(SUBNET.IS_DEFAULT, true)
                    .where(SUBNET.ID.eq(id))
                    .execute();
        });
    }

    /** The lock makes one of two first subnets the second. */
    private static VnetRecord lock(DSLContext sql, VNetId vnet) {
        return Absent.refuse(
                sql.selectFrom(VNET).where(VNET.ID.eq(vnet)).forUpdate().fetchOne(), Noun.VNET, vnet);
    }

    private static SubnetRecord row(DSLContext sql, SubnetId id) {
        return Absent.refuse(sql.fetchOne(SUBNET, SUBNET.ID.eq(id)), Noun.SUBNET, id);
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
