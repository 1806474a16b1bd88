package cloud.kowabunga.kahuna.storage;

import static cloud.kowabunga.kahuna.catalog.Nouns.POOLS;
import static cloud.kowabunga.kahuna.catalog.Nouns.TEMPLATES;
import static cloud.kowabunga.kahuna.db.Tables.TEMPLATE;

import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.catalog.Absent;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.TemplateRecord;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.Template;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.topology.RegionId;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads templates, and changes what of them touches no data center: name, description and which one is the default. */
@Component
final class TemplateRows {
    private final Database database;

    TemplateRows(Database database) {
        this.database = database;
    }

    /** A template and where it is. */
    record Found(TemplateRecord row, RegionId region) {}

    Found find(TemplateId id) {
        return database.read(sql -> {
            var row = TEMPLATES.read(sql, id);
            return new Found(row, POOLS.read(sql, row.getPoolId()).getRegionId());
        });
    }

    RegionId regionOf(StoragePoolId pool) {
        return database.read(sql -> POOLS.read(sql, pool).getRegionId());
    }

    Template read(TemplateId id) {
        return database.read(sql -> wire(TEMPLATES.read(sql, id)));
    }

    List<TemplateId> ids() {
        return database.read(TEMPLATES::ids);
    }

    List<TemplateId> idsIn(StoragePoolId pool) {
        return database.read(sql -> {
            POOLS.require(sql, pool);
            return TEMPLATES.ids(sql, TEMPLATE.POOL_ID.eq(pool));
        });
    }

    Template describe(TemplateId id, Template given) {
        return database.write(sql -> {
            var row = TEMPLATES.hold(sql, id, TemplateRows::wire);
            Given.unchanged("id", given.id(), id.value());
            Given.unchanged("os", given.os(), row.getOs());
            Given.unchanged("source", given.source(), row.getSource());
            row.setName(given.name() == null ? row.getName() : Given.name(given.name()));
            row.setDescription(Given.orAbsent(given.description(), row.getDescription()));
            if (row.update() > 0) {
                ChangeNotice.send(sql, Noun.TEMPLATE, id);
            }
            return wire(row);
        });
    }

    void makeDefault(StoragePoolId pool, TemplateId id) {
        database.change(sql -> {
            POOLS.freeze(sql, pool);
            var row = TEMPLATES.read(sql, id);
            if (!row.getPoolId().equals(pool)) {
                throw Absent.fault(Noun.TEMPLATE, id);
            }
            if (row.getState() != TemplateState.READY) {
                throw Fault.INVALID_STATE.because(
                        "Template '%s' is not ready: it cannot be the default.".formatted(row.getName()));
            }
            TEMPLATES.makeDefault(sql, TEMPLATE.IS_DEFAULT, TEMPLATE.POOL_ID.eq(pool), id);
            ChangeNotice.send(sql, Noun.TEMPLATE, id);
        });
    }

    private static Template wire(TemplateRecord row) {
        return new Template(row.getId().value(), row.getName(), row.getDescription(), row.getOs(), row.getSource());
    }
}
