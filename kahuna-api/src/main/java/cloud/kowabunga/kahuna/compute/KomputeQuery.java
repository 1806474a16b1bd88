package cloud.kowabunga.kahuna.compute;

import static cloud.kowabunga.kahuna.catalog.Nouns.PROJECTS;
import static cloud.kowabunga.kahuna.catalog.Nouns.REGIONS;
import static cloud.kowabunga.kahuna.catalog.Nouns.ZONES;
import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;
import static cloud.kowabunga.kahuna.db.Tables.ADAPTER_ADDRESS;
import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Name;
import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.KomputeId;
import cloud.kowabunga.compute.KomputeParts;
import cloud.kowabunga.compute.KomputeSpec;
import cloud.kowabunga.kahuna.FreshId;
import cloud.kowabunga.kahuna.catalog.Absent;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.InstanceRecord;
import cloud.kowabunga.kahuna.db.tables.records.VolumeRecord;
import cloud.kowabunga.kahuna.network.KomputeNetwork;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumeType;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import cloud.kowabunga.topology.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads Komputes from the rows of their parts. */
@Component
final class KomputeQuery {
    private final Database database;

    KomputeQuery(Database database) {
        this.database = database;
    }

    /**
     * A Kompute with what it consists of.
     *
     * @param ip its address in the project's private subnet
     */
    record Found(ProjectId project, RegionId region, InstanceRecord instance, KomputeSpec spec, String ip) {}

    Found read(KomputeId id) {
        return database.read(sql -> {
            var instance = Absent.refuse(sql.fetchOne(INSTANCE, INSTANCE.KOMPUTE_ID.eq(id)), Noun.KOMPUTE, id);
            return new Found(
                    instance.getProjectId(), instance.getRegionId(), instance, spec(sql, id, instance), ip(sql, id));
        });
    }

    List<KomputeId> ids() {
        return database.read(sql -> ids(sql, INSTANCE.KOMPUTE_ID.isNotNull()));
    }

    List<KomputeId> idsIn(ProjectId project, RegionId region) {
        return database.read(sql -> {
            PROJECTS.require(sql, project);
            REGIONS.require(sql, region);
            return ids(sql, INSTANCE.PROJECT_ID.eq(project).and(INSTANCE.REGION_ID.eq(region)));
        });
    }

    List<KomputeId> idsIn(ProjectId project, ZoneId zone) {
        return database.read(sql -> {
            PROJECTS.require(sql, project);
            ZONES.require(sql, zone);
            return ids(sql, INSTANCE.PROJECT_ID.eq(project).and(INSTANCE.ZONE_ID.eq(zone)));
        });
    }

    private static List<KomputeId> ids(DSLContext sql, Condition which) {
        return sql.select(INSTANCE.KOMPUTE_ID)
                .from(INSTANCE)
                .where(which, INSTANCE.KOMPUTE_ID.isNotNull())
                .orderBy(INSTANCE.KOMPUTE_ID)
                .fetch(INSTANCE.KOMPUTE_ID);
    }

    /** What an update under way has only reserved has no slot yet, and is not part of the Kompute. */
    static KomputeSpec spec(DSLContext sql, KomputeId id, InstanceRecord instance) {
        var volumes = sql.selectFrom(VOLUME)
                .where(VOLUME.KOMPUTE_ID.eq(id), VOLUME.SLOT.isNotNull())
                .fetchMap(VOLUME.TYPE);
        var boot = part(volumes.get(VolumeType.OS));
        var data = volumes.get(VolumeType.RAW);
        return new KomputeSpec(
                id,
                new Name(instance.getName()),
                instance.getDescription(),
                instance.getMemory(),
                instance.getVcpus(),
                boot.getSize(),
                data == null ? Bytes.ZERO : data.getSize(),
                instance.getUefi(),
                instance.getKmotionEnabled(),
                parts(sql, id, instance, volumes));
    }

    private static KomputeParts parts(
            DSLContext sql, KomputeId id, InstanceRecord instance, Map<VolumeType, VolumeRecord> volumes) {
        var adapters =
                sql.selectFrom(ADAPTER).where(ADAPTER.KOMPUTE_ID.eq(id)).fetchMap(ADAPTER.KOMPUTE_NETWORK, ADAPTER.ID);
        var data = volumes.get(VolumeType.RAW);
        return new KomputeParts(
                instance.getId(),
                part(volumes.get(VolumeType.OS)).getId(),
                data == null ? new VolumeId(FreshId.next()) : data.getId(),
                part(adapters.get(KomputeNetwork.PRIVATE)),
                adapters.getOrDefault(KomputeNetwork.PUBLIC, new AdapterId(FreshId.next())));
    }

    private static <T> T part(@Nullable T row) {
        return Objects.requireNonNull(row, "A Kompute has a disk to boot from and a private adapter.");
    }

    private static String ip(DSLContext sql, KomputeId id) {
        return sql.select(ADAPTER_ADDRESS.ADDRESS)
                .from(ADAPTER)
                .join(ADAPTER_ADDRESS)
                .on(ADAPTER_ADDRESS.ADAPTER_ID.eq(ADAPTER.ID))
                .where(ADAPTER.KOMPUTE_ID.eq(id), ADAPTER.KOMPUTE_NETWORK.eq(KomputeNetwork.PRIVATE))
                .orderBy(ADAPTER_ADDRESS.POSITION)
                .limit(1)
                .fetchOptional(ADAPTER_ADDRESS.ADDRESS)
                .orElse("");
    }
}
