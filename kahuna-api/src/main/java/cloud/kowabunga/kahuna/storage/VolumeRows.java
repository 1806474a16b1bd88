package cloud.kowabunga.kahuna.storage;

import static cloud.kowabunga.kahuna.catalog.Nouns.POOLS;
import static cloud.kowabunga.kahuna.catalog.Nouns.PROJECTS;
import static cloud.kowabunga.kahuna.catalog.Nouns.REGIONS;
import static cloud.kowabunga.kahuna.catalog.Nouns.VOLUMES;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;

import cloud.kowabunga.Name;
import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.catalog.Precondition;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.VolumeRecord;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.Volume;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads volumes, and changes what of them touches no data center: name and description. */
@Component
final class VolumeRows {
    private final Database database;

    VolumeRows(Database database) {
        this.database = database;
    }

    VolumeRecord row(VolumeId id) {
        return database.read(sql -> VOLUMES.read(sql, id));
    }

    Volume read(VolumeId id) {
        return wire(row(id));
    }

    List<VolumeId> ids() {
        return database.read(sql -> ids(sql, VOLUME.ID.isNotNull()));
    }

    List<VolumeId> idsIn(ProjectId project, RegionId region) {
        return database.read(sql -> {
            PROJECTS.require(sql, project);
            REGIONS.require(sql, region);
            return ids(sql, VOLUME.PROJECT_ID.eq(project).and(VOLUME.REGION_ID.eq(region)));
        });
    }

    List<VolumeId> idsIn(StoragePoolId pool) {
        return database.read(sql -> {
            POOLS.require(sql, pool);
            return ids(sql, VOLUME.POOL_ID.eq(pool));
        });
    }

    /** NOT_FOUND for a project or region that is not there. */
    void require(ProjectId project, RegionId region) {
        database.read(sql -> {
            PROJECTS.require(sql, project);
            REGIONS.require(sql, region);
            return true;
        });
    }

    /** Leaves the size to the workflow that resizes. */
    VolumeRecord describe(VolumeId id, Volume given) {
        return database.write(sql -> {
            var row = VOLUMES.hold(sql, id, VolumeRows::wire);
            var naming = naming(row, given);
            row.setName(naming.name().value());
            row.setDescription(naming.description());
            if (row.update() > 0) {
                ChangeNotice.send(sql, Noun.VOLUME, id);
            }
            return row;
        });
    }

    /** What the volume is called after the update. Refuses one that would change what cannot be changed. */
    static VolumeLedger.Naming naming(VolumeRecord row, Volume given) {
        Given.unchanged("id", given.id(), row.getId().value());
        Given.unchanged("type", given.type(), row.getType().wire());
        return new VolumeLedger.Naming(
                new Name(given.name() == null ? row.getName() : Given.name(given.name())),
                Given.orAbsent(given.description(), row.getDescription()));
    }

    /** What a resize counts on, where the caller said that it does. */
    static VolumeLedger.@Nullable Expected expected(VolumeRecord row) {
        Precondition.require(wire(row));
        return Precondition.isGiven()
                ? new VolumeLedger.Expected(
                        new VolumeLedger.Naming(new Name(row.getName()), row.getDescription()), row.getSize())
                : null;
    }

    private static List<VolumeId> ids(DSLContext sql, Condition which) {
        return VOLUMES.ids(sql, which);
    }

    static Volume wire(VolumeRecord row) {
        return new Volume(
                row.getId().value(),
                row.getName(),
                row.getDescription(),
                row.getType().wire(),
                row.getSize().value());
    }
}
