package cloud.kowabunga.kahuna.topology;

import static cloud.kowabunga.kahuna.catalog.Nouns.REGIONS;
import static cloud.kowabunga.kahuna.db.Tables.DNS_RECORD;
import static cloud.kowabunga.kahuna.db.Tables.KIWI;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT_REGION;
import static cloud.kowabunga.kahuna.db.Tables.REGION;
import static cloud.kowabunga.kahuna.db.Tables.STORAGE_NFS;
import static cloud.kowabunga.kahuna.db.Tables.STORAGE_POOL;
import static cloud.kowabunga.kahuna.db.Tables.VNET;
import static cloud.kowabunga.kahuna.db.Tables.ZONE;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.catalog.Precondition;
import cloud.kowabunga.kahuna.catalog.Uses;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.RegionRecord;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.Region;
import cloud.kowabunga.network.DomainName;
import cloud.kowabunga.topology.RegionId;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** The rows of regions. */
@Component
final class Regions {
    private final Database database;

    Regions(Database database) {
        this.database = database;
    }

    Region create(NewIds ids, Region given) {
        var id = new RegionId(ids.resource());
        return database.write(sql -> {
            if (!REGIONS.isThere(sql, ids, id)) {
                sql.insertInto(REGION)
                        .set(REGION.ID, id)
                        .set(REGION.NAME, Given.name(given.name()))
                        .set(REGION.DESCRIPTION, given.description())
                        .set(REGION.DOMAIN, domain(Given.required("domain", given.domain())))
                        .execute();
            }
            return wire(REGIONS.read(sql, id));
        });
    }

    List<RegionId> ids() {
        return database.read(REGIONS::ids);
    }

    Region read(RegionId id) {
        return database.read(sql -> wire(REGIONS.read(sql, id)));
    }

    Region update(RegionId id, Region given) {
        return database.write(sql -> {
            var row = RegionLock.hold(sql, id);
            Precondition.check(() -> wire(row));
            Given.unchanged("id", given.id(), id.value());
            row.setName(given.name() == null ? row.getName() : Given.name(given.name()));
            row.setDescription(Given.orAbsent(given.description(), row.getDescription()));
            row.setDomain(given.domain() == null ? row.getDomain() : domain(given.domain()));
            if (row.modified(REGION.DOMAIN)) {
                moveRecords(sql, row);
            }
            row.update();
            return wire(row);
        });
    }

    void delete(RegionId id) {
        database.change(sql -> {
            var row = REGIONS.hold(sql, id, Regions::wire);
            Uses.in(sql)
                    .by(Noun.ZONE, ZONE, ZONE.NAME, ZONE.REGION_ID.eq(id))
                    .by(Noun.STORAGE_POOL, STORAGE_POOL, STORAGE_POOL.NAME, STORAGE_POOL.REGION_ID.eq(id))
                    .by(Noun.VNET, VNET, VNET.NAME, VNET.REGION_ID.eq(id))
                    .by(Noun.KIWI, KIWI, KIWI.NAME, KIWI.REGION_ID.eq(id))
                    .by(Noun.STORAGE_NFS, STORAGE_NFS, STORAGE_NFS.NAME, STORAGE_NFS.REGION_ID.eq(id))
                    .by(Noun.DNS_RECORD, DNS_RECORD, DNS_RECORD.NAME, DNS_RECORD.REGION_ID.eq(id))
                    .by(
                            Noun.PROJECT,
                            PROJECT.join(PROJECT_REGION).on(PROJECT_REGION.PROJECT_ID.eq(PROJECT.ID)),
                            PROJECT.NAME,
                            PROJECT_REGION.REGION_ID.eq(id))
                    .refuse(Noun.REGION, row.getName());
            row.delete();
        });
    }

    /** A region may be without a domain; then it has no records. */
    private static String domain(String given) {
        return given.isEmpty()
                ? given
                : Given.valid("domain", given, DomainName::new).value();
    }

    private static void moveRecords(DSLContext sql, RegionRecord region) {
        if (region.getDomain().isEmpty()) {
            Uses.in(sql)
                    .by(Noun.DNS_RECORD, DNS_RECORD, DNS_RECORD.NAME, DNS_RECORD.REGION_ID.eq(region.getId()))
                    .refuse("The domain of Region '%s'".formatted(region.getName()));
        }
        sql.update(DNS_RECORD)
                .set(DNS_RECORD.DOMAIN, region.getDomain())
                .where(DNS_RECORD.REGION_ID.eq(region.getId()))
                .execute();
    }

    private static Region wire(RegionRecord row) {
        return new Region(row.getId().value(), row.getName(), row.getDescription(), row.getDomain());
    }
}
