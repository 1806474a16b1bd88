package cloud.kowabunga.kahuna.compute;

import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceSpec;
import cloud.kowabunga.kahuna.db.tables.records.InstanceRecord;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.tenancy.ProjectId;
import java.util.List;
import org.jooq.DSLContext;

/** What an instance is or shall be, before it is spelled out as a machine. Disks and cards are in the guest's order. */
record Shape(
        InstanceId id,
        ProjectId project,
        String name,
        Bytes memory,
        int vcpus,
        boolean uefi,
        List<VolumeId> volumes,
        List<AdapterId> adapters,
        OperationId operation) {

    /** As the instance is; what an update under way has only reserved does not belong to it yet. */
    static Shape of(DSLContext sql, InstanceRecord instance) {
        var volumes = sql.select(VOLUME.ID)
                .from(VOLUME)
                .where(VOLUME.INSTANCE_ID.eq(instance.getId()), VOLUME.RESERVED_BY.isNull())
                .orderBy(VOLUME.SLOT)
                .fetch(VOLUME.ID);
        var adapters = sql.select(ADAPTER.ID)
                .from(ADAPTER)
                .where(ADAPTER.INSTANCE_ID.eq(instance.getId()), ADAPTER.RESERVED_BY.isNull())
                .orderBy(ADAPTER.SLOT)
                .fetch(ADAPTER.ID);
        return new Shape(
                instance.getId(),
                instance.getProjectId(),
                instance.getName(),
                instance.getMemory(),
                instance.getVcpus(),
                instance.getUefi(),
                volumes,
                adapters,
                instance.getOperationId());
    }

    /** As the specification wants the instance. */
    static Shape of(InstanceSpec spec, ProjectId project, OperationId operation) {
        return new Shape(
                spec.id(),
                project,
                spec.name().value(),
                spec.memory(),
                spec.vcpus(),
                spec.uefi(),
                spec.volumes(),
                spec.adapters(),
                operation);
    }

    /** Whether the machine's definition differs in anything but its disks. */
    boolean differsFrom(Shape other) {
        return !name.equals(other.name)
                || !memory.equals(other.memory)
                || vcpus != other.vcpus
                || uefi != other.uefi
                || !adapters.equals(other.adapters);
    }
}
