package cloud.kowabunga.kahuna.topology;

import static cloud.kowabunga.kahuna.catalog.Nouns.KIWIS;
import static cloud.kowabunga.kahuna.catalog.Nouns.REGIONS;
import static cloud.kowabunga.kahuna.db.Tables.KIWI;

import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.KiwiRecord;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.Kiwi;
import cloud.kowabunga.topology.KiwiId;
import cloud.kowabunga.topology.RegionId;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** The rows of Kiwi, each with the agents that it is made of, in the order given. */
@Component
final class Kiwis {

    private final Database database;

    Kiwis(Database database) {
        this.database = database;
    }

    Kiwi create(NewIds ids, RegionId region, Kiwi given) {
        var id = new KiwiId(ids.resource());
        var agents = Given.distinct("agents", Given.or(given.agents(), List.of()));
        return database.write(sql -> {
            REGIONS.require(sql, region);
            if (!KIWIS.isThere(sql, ids, id)) {
                var row = sql.newRecord(KIWI);
                row.setId(id);
                row.setRegionId(region);
                row.setName(Given.name(given.name()));
                row.setDescription(given.description());
                row.insert();
                ServingAgents.OF_KIWI.replace(sql, id, agents);
            }
            return wire(sql, KIWIS.read(sql, id));
        });
    }

    List<KiwiId> ids() {
        return database.read(KIWIS::ids);
    }

    List<KiwiId> idsIn(RegionId region) {
        return database.read(sql -> {
            REGIONS.require(sql, region);
            return KIWIS.ids(sql, KIWI.REGION_ID.eq(region));
        });
    }

    Kiwi read(KiwiId id) {
        return database.read(sql -> wire(sql, KIWIS.read(sql, id)));
    }

    Kiwi update(KiwiId id, Kiwi given) {
        return database.write(sql -> {
            var row = KIWIS.hold(sql, id, it -> wire(sql, it));
            Given.unchanged("id", given.id(), id.value());
            row.setName(given.name() == null ? row.getName() : Given.name(given.name()));
            row.setDescription(Given.orAbsent(given.description(), row.getDescription()));
            row.update();
            if (given.agents() != null) {
                ServingAgents.OF_KIWI.replace(sql, id, Given.distinct("agents", given.agents()));
            }
            return wire(sql, row);
        });
    }

    void delete(KiwiId id) {
        database.change(sql -> {
            var row = KIWIS.hold(sql, id, it -> wire(sql, it));
            row.delete();
        });
    }

    private static Kiwi wire(DSLContext sql, KiwiRecord row) {
        return new Kiwi(
                row.getId().value(), row.getName(), row.getDescription(), ServingAgents.OF_KIWI.of(sql, row.getId()));
    }
}
