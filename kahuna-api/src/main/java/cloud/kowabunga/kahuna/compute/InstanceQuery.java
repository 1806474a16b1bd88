package cloud.kowabunga.kahuna.compute;

import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT;
import static cloud.kowabunga.kahuna.db.Tables.REGION;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;
import static cloud.kowabunga.kahuna.db.Tables.ZONE;

import cloud.kowabunga.Name;
import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceSpec;
import cloud.kowabunga.kahuna.catalog.Absent;
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
            var row = Absent.refuse(sql.fetchOne(Tables.INSTANCE, Tables.INSTANCE.ID.eq(id)), Noun.INSTANCE, id);
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
            Absent.require(sql, PROJECT, PROJECT.ID, Noun.PROJECT, project);
            Absent.require(sql, REGION, REGION.ID, Noun.REGION, region);
            return ids(sql, Tables.INSTANCE.PROJECT_ID.eq(project).and(Tables.INSTANCE.REGION_ID.eq(region)));
        });
    }

    List<InstanceId> idsIn(ProjectId project, ZoneId zone) {
        return database.read(sql -> {
            Absent.require(sql, PROJECT, PROJECT.ID, Noun.PROJECT, project);
            Absent.require(sql, ZONE, ZONE.ID, Noun.ZONE, zone);
            return ids(sql, Tables.INSTANCE.PROJECT_ID.eq(project).and(Tables.INSTANCE.ZONE_ID.eq(zone)));
        });
    }

    /** The region of a zone; NOT_FOUND for a project or zone that is not there. */
    RegionId regionOf(ProjectId project, ZoneId zone) {
        return database.read(sql -> {
            Absent.require(sql, PROJECT, PROJECT.ID, Noun.PROJECT, project);
            return Absent.refuse(sql.fetchOne(ZONE, ZONE.ID.eq(zone)), Noun.ZONE, zone)
                    .getRegionId();
        });
    }

    /** NOT_FOUND for a project or region that is not there. */
    void require(ProjectId project, RegionId region) {
        database.read(sql -> {
            Absent.require(sql, PROJECT, PROJECT.ID, Noun.PROJECT, project);
            Absent.require(sql, REGION, REGION.ID, Noun.REGION, region);
            return true;
        });
    }

    private static List<InstanceId> ids(DSLContext sql, Condition which) {
        return sql.select(Tables.INSTANCE.ID)
                .from(Tables.INSTANCE)
                .where(which)
                .orderBy(Tables.INSTANCE.ID)
                .fetch(Tables.INSTANCE.ID);
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
