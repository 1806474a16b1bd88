package cloud.kowabunga.kahuna.storage;

import static cloud.kowabunga.kahuna.db.Tables.STORAGE_POOL;
import static cloud.kowabunga.kahuna.db.Tables.TEMPLATE;

import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.catalog.Absent;
import cloud.kowabunga.kahuna.catalog.Precondition;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.StoragePoolRecord;
import cloud.kowabunga.kahuna.db.tables.records.TemplateRecord;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.Template;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.topology.RegionId;
import java.util.List;
import org.jooq.DSLContext;
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
            var row = row(sql, id);
            return new Found(row, pool(sql, row.getPoolId()).getRegionId());
        });
    }

    RegionId regionOf(StoragePoolId pool) {
        return database.read(sql -> pool(sql, pool).getRegionId());
    }

    Template read(TemplateId id) {
        return database.read(sql -> wire(row(sql, id)));
    }

    List<TemplateId> ids() {
        return database.read(sql ->
                sql.select(TEMPLATE.ID).from(TEMPLATE).orderBy(TEMPLATE.ID).fetch(TEMPLATE.ID));
    }

    List<TemplateId> idsIn(StoragePoolId pool) {
        return database.read(sql -> {
            pool(sql, pool);
            return sql.select(TEMPLATE.ID)
                    .from(TEMPLATE)
                    .where(TEMPLATE.POOL_ID.eq(pool))
                    .orderBy(TEMPLATE.ID)
                    .fetch(TEMPLATE.ID);
        });
    }

    Template describe(TemplateId id, Template given) {
        return database.write(sql -> {
            Precondition.hold(sql, TEMPLATE, TEMPLATE.ID, id, () -> wire(row(sql, id)));
            var row = row(sql, id);
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
            Absent.refuse(
                    sql.select(STORAGE_POOL.ID)
                            .from(STORAGE_POOL)
                            .where(STORAGE_POOL.ID.eq(pool))
                            .forUpdate()
                            .fetchOne(),
                    Noun.STORAGE_POOL,
                    pool);
            var row = row(sql, id);
            if (!row.getPoolId().equals(pool)) {
                throw Absent.fault(Noun.TEMPLATE, id);
            }
            if (row.getState() != TemplateState.READY) {
                throw Fault.INVALID_STATE.because(
                        "Template '%s' is not ready: it cannot be the default.".formatted(row.getName()));
            }
            sql.update(TEMPLATE)
                    .set(TEMPLATE.IS_DEFAULT, false)
                    .where(TEMPLATE.POOL_ID.eq(pool), TEMPLATE.IS_DEFAULT.isTrue(), TEMPLATE.ID.ne(id))
                    .execute();
            sql.update(TEMPLATE)
                    .set(TEMPLATE.IS_DEFAULT, true)
                    .where(TEMPLATE.ID.eq(id))
                    .execute();
            ChangeNotice.send(sql, Noun.TEMPLATE, id);
        });
    }

    private static StoragePoolRecord pool(DSLContext sql, StoragePoolId id) {
        return Absent.refuse(sql.fetchOne(STORAGE_POOL, STORAGE_POOL.ID.eq(id)), Noun.STORAGE_POOL, id);
    }

    private static TemplateRecord row(DSLContext sql, TemplateId id) {
        return Absent.refuse(sql.fetchOne(TEMPLATE, TEMPLATE.ID.eq(id)), Noun.TEMPLATE, id);
    }

    private static Template wire(TemplateRecord row) {
        return new Template(row.getId().value(), row.getName(), row.getDescription(), row.getOs(), row.getSource());
    }
}
