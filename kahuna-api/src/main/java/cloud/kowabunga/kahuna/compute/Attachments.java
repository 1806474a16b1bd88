package cloud.kowabunga.kahuna.compute;

import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;
import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT_REGION;
import static cloud.kowabunga.kahuna.db.Tables.SUBNET;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.catalog.PartOfKompute;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.db.tables.records.AdapterRecord;
import cloud.kowabunga.kahuna.db.tables.records.InstanceRecord;
import cloud.kowabunga.kahuna.db.tables.records.VolumeRecord;
import cloud.kowabunga.kahuna.storage.VolumeState;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.topology.RegionId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes volumes and adapters for an instance, and lets them go. Rows are locked in the order of their ids, so that two
 * instances that want the same ones wait for each other and do not meet in a deadlock.
 */
final class Attachments {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

    private Attachments() {}

    /** Takes what the lists hold and the instance does not have, as its own or, for an update, reserved by that operation. */
    static void take(
            DSLContext sql,
            InstanceRecord instance,
            List<VolumeId> volumes,
            List<AdapterId> adapters,
            @Nullable OperationId reservedBy) {
        takeVolumes(sql, instance, volumes, reservedBy);
        takeAdapters(sql, instance, adapters, reservedBy);
    }

    private static void takeVolumes(
            DSLContext sql, InstanceRecord instance, List<VolumeId> wanted, @Nullable OperationId reservedBy) {
        var rows = sql.selectFrom(VOLUME)
                .where(VOLUME.ID.in(wanted))
                .orderBy(VOLUME.ID)
                .forUpdate()
                .fetchMap(VOLUME.ID);
        var targets = new HashSet<>(sql.select(VOLUME.TARGET)
                .from(VOLUME)
                .where(VOLUME.INSTANCE_ID.eq(instance.getId()))
                .fetch(VOLUME.TARGET));
        for (var id : wanted) {
            var volume = rows.get(id);
            // A volume of another project is none of the caller's business, so its existence is not either.
            if (volume == null || !volume.getProjectId().equals(instance.getProjectId())) {
                throw Fault.NOT_FOUND.because("There is no Volume with the id '" + id + "'.");
            }
            if (instance.getId().equals(volume.getInstanceId())) {
                continue;
            }
            requireFree(sql, instance, volume, reservedBy == null ? instance.getOperationId() : reservedBy);
            var target = freeTarget(targets);
            targets.add(target);
            sql.update(VOLUME)
                    .set(VOLUME.INSTANCE_ID, instance.getId())
                    .set(VOLUME.TARGET, target)
                    .set(VOLUME.RESERVED_BY, reservedBy)
                    .set(VOLUME.SLOT, reservedBy == null ? (Integer) wanted.indexOf(id) : null)
                    .where(VOLUME.ID.eq(id))
                    .execute();
            ChangeNotice.send(sql, Noun.VOLUME, id);
        }
    }

    private static void requireFree(
            DSLContext sql, InstanceRecord instance, VolumeRecord volume, OperationId operation) {
        requireRegion("Volume", volume.getName(), volume.getRegionId(), instance);
        if (volume.getInstanceId() != null) {
            throw inUse(sql, "Volume", volume.getName(), volume.getInstanceId());
        }
        // What the same operation is making is ready by the time that it is used.
        var inTheMaking = volume.getState() == VolumeState.CREATING
                && volume.getOperationId().equals(operation);
        if (volume.getState() != VolumeState.READY && !inTheMaking) {
            throw Fault.INVALID_STATE.because("Volume '%s' is %s; it can be attached when it is ready."
                    .formatted(volume.getName(), volume.getState().wire()));
        }
    }

    private static void takeAdapters(
            DSLContext sql, InstanceRecord instance, List<AdapterId> wanted, @Nullable OperationId reservedBy) {
        var regions = sql.select(ADAPTER.ID, SUBNET.REGION_ID)
                .from(ADAPTER)
                .join(SUBNET)
                .on(SUBNET.ID.eq(ADAPTER.SUBNET_ID))
                .where(ADAPTER.ID.in(wanted))
                .fetchMap(ADAPTER.ID, SUBNET.REGION_ID);
        var rows = sql.selectFrom(ADAPTER)
                .where(ADAPTER.ID.in(wanted))
                .orderBy(ADAPTER.ID)
                .forUpdate()
                .fetchMap(ADAPTER.ID);
        for (var id : wanted) {
            var adapter = rows.get(id);
            var region = regions.get(id);
            // An adapter in another project's private subnet is none of the caller's business either.
            if (adapter == null || region == null || isOfAnother(sql, instance, adapter)) {
                throw Fault.NOT_FOUND.because("There is no Adapter with the id '" + id + "'.");
            }
            if (instance.getId().equals(adapter.getInstanceId())) {
                continue;
            }
            requireRegion("Adapter", adapter.getName(), region, instance);
            if (adapter.getInstanceId() != null) {
                throw inUse(sql, "Adapter", adapter.getName(), adapter.getInstanceId());
            }
            sql.update(ADAPTER)
                    .set(ADAPTER.INSTANCE_ID, instance.getId())
                    .set(ADAPTER.RESERVED_BY, reservedBy)
                    .set(ADAPTER.SLOT, reservedBy == null ? (Integer) wanted.indexOf(id) : null)
                    .where(ADAPTER.ID.eq(id))
                    .execute();
        }
    }

    /** Raises IN_USE where a part of a Kompute is missing among what its instance shall have. */
    static void requireAllParts(DSLContext sql, InstanceId instance, List<VolumeId> volumes, List<AdapterId> adapters) {
        sql.selectFrom(VOLUME)
                .where(VOLUME.INSTANCE_ID.eq(instance), VOLUME.KOMPUTE_ID.isNotNull(), VOLUME.ID.notIn(volumes))
                .forEach(
                        volume -> PartOfKompute.refuseAlone(sql, volume.getKomputeId(), Noun.VOLUME, volume.getName()));
        sql.selectFrom(ADAPTER)
                .where(ADAPTER.INSTANCE_ID.eq(instance), ADAPTER.KOMPUTE_ID.isNotNull(), ADAPTER.ID.notIn(adapters))
                .forEach(adapter ->
                        PartOfKompute.refuseAlone(sql, adapter.getKomputeId(), Noun.ADAPTER, adapter.getName()));
    }

    private static boolean isOfAnother(DSLContext sql, InstanceRecord instance, AdapterRecord adapter) {
        return sql.fetchExists(
                PROJECT_REGION,
                PROJECT_REGION.SUBNET_ID.eq(adapter.getSubnetId()),
                PROJECT_REGION.PROJECT_ID.ne(instance.getProjectId()));
    }

    /** Makes the instance's disks and cards exactly these, in this order; lets go of all others. */
    static void settle(DSLContext sql, InstanceId instance, List<VolumeId> volumes, List<AdapterId> adapters) {
        letGo(sql, instance, volumes, adapters, null);
        for (var slot = 0; slot < volumes.size(); slot++) {
            sql.update(VOLUME)
                    .set(VOLUME.SLOT, slot)
                    .setNull(VOLUME.RESERVED_BY)
                    .where(VOLUME.ID.eq(volumes.get(slot)), VOLUME.INSTANCE_ID.eq(instance))
                    .execute();
            ChangeNotice.send(sql, Noun.VOLUME, volumes.get(slot));
        }
        for (var slot = 0; slot < adapters.size(); slot++) {
            sql.update(ADAPTER)
                    .set(ADAPTER.SLOT, slot)
                    .setNull(ADAPTER.RESERVED_BY)
                    .where(ADAPTER.ID.eq(adapters.get(slot)), ADAPTER.INSTANCE_ID.eq(instance))
                    .execute();
        }
    }

    /** Lets go of everything the instance has. */
    static void letGoOfAll(DSLContext sql, InstanceId instance) {
        letGo(sql, instance, List.of(), List.of(), null);
    }

    /** Lets go of what that operation has reserved. */
    static void letGoOfReserved(DSLContext sql, InstanceId instance, OperationId reservedBy) {
        letGo(sql, instance, List.of(), List.of(), reservedBy);
    }

    private static void letGo(
            DSLContext sql,
            InstanceId instance,
            List<VolumeId> keptVolumes,
            List<AdapterId> keptAdapters,
            @Nullable OperationId reservedBy) {
        var volumes = sql.select(VOLUME.ID)
                .from(VOLUME)
                .where(VOLUME.INSTANCE_ID.eq(instance), VOLUME.ID.notIn(keptVolumes))
                .and(reservedBy == null ? VOLUME.ID.isNotNull() : VOLUME.RESERVED_BY.eq(reservedBy))
                .orderBy(VOLUME.ID)
                .forUpdate()
                .fetch(VOLUME.ID);
        sql.update(VOLUME)
                .setNull(VOLUME.INSTANCE_ID)
                .setNull(VOLUME.TARGET)
                .setNull(VOLUME.SLOT)
                .setNull(VOLUME.RESERVED_BY)
                .where(VOLUME.ID.in(volumes))
                .execute();
        volumes.forEach(volume -> ChangeNotice.send(sql, Noun.VOLUME, volume));
        sql.update(ADAPTER)
                .setNull(ADAPTER.INSTANCE_ID)
                .setNull(ADAPTER.SLOT)
                .setNull(ADAPTER.RESERVED_BY)
                .where(ADAPTER.INSTANCE_ID.eq(instance), ADAPTER.ID.notIn(keptAdapters))
                .and(reservedBy == null ? ADAPTER.ID.isNotNull() : ADAPTER.RESERVED_BY.eq(reservedBy))
                .execute();
    }

    private static String freeTarget(Set<String> taken) {
        return LETTERS.chars()
                .mapToObj(letter -> "vd" + (char) letter)
                .filter(target -> !taken.contains(target))
                .findFirst()
                .orElseThrow(() -> Fault.INVALID_VALUE.because("volumes: an instance has at most 26 volumes."));
    }

    private static void requireRegion(String noun, String name, RegionId region, InstanceRecord instance) {
        if (!region.equals(instance.getRegionId())) {
            throw Fault.INVALID_STATE.because("%s '%s' is in another Region than the Instance.".formatted(noun, name));
        }
    }

    private static KowabungaException inUse(DSLContext sql, String noun, String name, InstanceId owner) {
        var ownerName = sql.select(INSTANCE.NAME)
                .from(INSTANCE)
                .where(INSTANCE.ID.eq(owner))
                .fetchOne(INSTANCE.NAME);
        return Fault.IN_USE.because("%s '%s' is attached to Instance '%s'.".formatted(noun, name, ownerName));
    }
}
