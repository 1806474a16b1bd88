package cloud.kowabunga.kahuna.topology;

import static cloud.kowabunga.kahuna.catalog.Nouns.REGIONS;
import static cloud.kowabunga.kahuna.catalog.Nouns.ZONES;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS;
import static cloud.kowabunga.kahuna.db.Tables.ZONE;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.catalog.Uses;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.Tables;
import cloud.kowabunga.kahuna.db.tables.records.ZoneRecord;
import cloud.kowabunga.kahuna.network.Gateways;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.Zone;
import cloud.kowabunga.topology.RegionId;
import cloud.kowabunga.topology.ZoneId;
import java.util.List;
import org.springframework.stereotype.Component;

/** The rows of zones. */
@Component
final class Zones {
    private final Database database;

    Zones(Database database) {
        this.database = database;
    }

    Zone create(NewIds ids, RegionId region, Zone given) {
        var id = new ZoneId(ids.resource());
        return database.write(sql -> {
            RegionLock.hold(sql, region);
            if (!ZONES.isThere(sql, ids, id)) {
                sql.insertInto(ZONE)
                        .set(ZONE.ID, id)
                        .set(ZONE.REGION_ID, region)
                        .set(ZONE.NAME, Given.name(given.name()))
                        .set(ZONE.DESCRIPTION, given.description())
                        .execute();
                Gateways.giveAll(sql, region);
            }
            return wire(ZONES.read(sql, id));
        });
    }

    List<ZoneId> ids() {
        return database.read(ZONES::ids);
    }

    List<ZoneId> idsIn(RegionId region) {
        return database.read(sql -> {
            REGIONS.require(sql, region);
            return ZONES.ids(sql, ZONE.REGION_ID.eq(region));
        });
    }

    Zone read(ZoneId id) {
        return database.read(sql -> wire(ZONES.read(sql, id)));
    }

    Zone update(ZoneId id, Zone given) {
        return database.write(sql -> {
            var row = ZONES.hold(sql, id, Zones::wire);
            Given.unchanged("id", given.id(), id.value());
            row.setName(given.name() == null ? row.getName() : Given.name(given.name()));
            row.setDescription(Given.orAbsent(given.description(), row.getDescription()));
            row.update();
            return wire(row);
        });
    }

    void delete(ZoneId id) {
        database.change(sql -> {
            var row = ZONES.hold(sql, id, Zones::wire);
            Uses.in(sql)
                    .by(Noun.KAKTUS, KAKTUS, KAKTUS.NAME, KAKTUS.ZONE_ID.eq(id))
                    .by(Noun.INSTANCE, Tables.INSTANCE, Tables.INSTANCE.NAME, Tables.INSTANCE.ZONE_ID.eq(id))
                    .refuse(Noun.ZONE, row.getName());
            row.delete();
        });
    }

    private static Zone wire(ZoneRecord row) {
        return new Zone(row.getId().value(), row.getName(), row.getDescription());
    }
}
