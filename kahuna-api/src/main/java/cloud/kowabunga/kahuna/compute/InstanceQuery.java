package cloud.kowabunga.kahuna.compute;

import static cloud.kowabunga.kahuna.catalog.Nouns.INSTANCES;
import static cloud.kowabunga.kahuna.catalog.Nouns.PROJECTS;
import static cloud.kowabunga.kahuna.catalog.Nouns.REGIONS;
import static cloud.kowabunga.kahuna.catalog.Nouns.ZONES;
import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;

import cloud.kowabunga.Name;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceSpec;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.Tables;
import cloud.kowabunga.kahuna.db.tables.records.InstanceRecord;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import cloud.kowabunga.topology.ZoneId;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Reads instances. */
@Component
final class InstanceQuery {
    private final Database database;

    InstanceQuery(Database database) {
        this.database = database;
    }

    /** An instance with what it consists of. */
    record Found(ProjectId project, RegionId region, InstanceRecord row, InstanceSpec spec) {}

    Found read(InstanceId id) {
        return database.read(sql -> {
            var row = INSTANCES.read(sql, id);
            return new Found(row.getProjectId(), row.getRegionId(), row, spec(sql, row));
        });
    }

    boolean exists(InstanceId id) {
        return database.read(sql -> sql.fetchExists(Tables.INSTANCE, Tables.INSTANCE.ID.eq(id)));
    }

    List<InstanceId> ids() {
        return database.read(sql -> ids(sql, Tables.INSTANCE.ID.isNotNull()));
    }

    List<InstanceId> idsIn(ProjectId project, RegionId region) {
        return database.read(sql -> {
            PROJECTS.require(sql, project);
            REGIONS.require(sql, region);
            return ids(sql, Tables.INSTANCE.PROJECT_ID.eq(project).and(Tables.INSTANCE.REGION_ID.eq(region)));
        });
    }

    List<InstanceId> idsIn(ProjectId project, ZoneId zone) {
        return database.read(sql -> {
            PROJECTS.require(sql, project);
            ZONES.require(sql, zone);
            return ids(sql, Tables.INSTANCE.PROJECT_ID.eq(project).and(Tables.INSTANCE.ZONE_ID.eq(zone)));
        });
    }

    /** The region of a zone; NOT_FOUND for a project or zone that is not there. */
    RegionId regionOf(ProjectId project, ZoneId zone) {
        return database.read(sql -> {
            PROJECTS.require(sql, project);
            return ZONES.read(sql, zone).getRegionId();
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

    private static List<InstanceId> ids(DSLContext sql, Condition which) {
        return INSTANCES.ids(sql, which);
    }

    /** What an update under way has only reserved has no slot yet, and is not part of the instance. */
    static InstanceSpec spec(DSLContext sql, InstanceRecord row) {
        var adapters = sql.select(ADAPTER.ID)
                .from(ADAPTER)
                .where(ADAPTER.INSTANCE_ID.eq(row.getId()), ADAPTER.SLOT.isNotNull())
                .orderBy(ADAPTER.SLOT)
                .fetch(ADAPTER.ID);
        var volumes = sql.select(VOLUME.ID)
                .from(VOLUME)
                .where(VOLUME.INSTANCE_ID.eq(row.getId()), VOLUME.SLOT.isNotNull())
                .orderBy(VOLUME.SLOT)
                .fetch(VOLUME.ID);
        return new InstanceSpec(
                row.getId(),
                new Name(row.getName()),
                row.getDescription(),
                row.getMemory(),
                row.getVcpus(),
                adapters,
                volumes,
                row.getUefi(),
                row.getKmotionEnabled());
    }
}
