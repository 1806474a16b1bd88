package cloud.kowabunga.compute;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Name;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.storage.VolumeSpec;
import cloud.kowabunga.storage.VolumeType;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a Kompute to be. Memory, virtual CPUs, firmware and name are its instance's, in the ranges of an
 * {@link InstanceSpec}.
 *
 * @param disk the size of the volume that boots: at least 1 MiB, and at least its template's size
 * @param dataDisk the size of the volume beside it: 0 for none, else at least 1 MiB
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record KomputeSpec(
        KomputeId id,
        Name name,
        @Nullable String description,
        Bytes memory,
        int vcpus,
        Bytes disk,
        Bytes dataDisk,
        boolean uefi,
        boolean kmotionEnabled,
        KomputeParts parts) {
    private static final Bytes LEAST = Bytes.ofMib(1);
    private static final int NAME = 63;
    private static final int TAIL = 8;

    public KomputeSpec {
        requireLargeEnough("disk", disk);
        if (dataDisk.value() > 0) {
            requireLargeEnough("data_disk", dataDisk);
        }
    }

    private static void requireLargeEnough(String field, Bytes size) {
        if (size.compareTo(LEAST) < 0) {
            throw Fault.INVALID_VALUE.because(
                    "%s: a disk has at least 1 MiB (1048576 bytes), not %d bytes.".formatted(field, size.value()));
        }
    }

    /** The same one, made of these parts. */
    KomputeSpec of(KomputeParts others) {
        return new KomputeSpec(id, name, description, memory, vcpus, disk, dataDisk, uefi, kmotionEnabled, others);
    }

    /** What its instance shall be, with these cards and disks. */
    public InstanceSpec instance(List<AdapterId> adapters, List<VolumeId> volumes) {
        return new InstanceSpec(
                parts.instance(), name, description, memory, vcpus, adapters, volumes, uefi, kmotionEnabled);
    }

    /** Its data disk, as a volume that is created alone. */
    public VolumeLedger.Admission dataVolume(
            OperationId operation, ProjectId project, RegionId region, @Nullable StoragePoolId pool) {
        var volume = new VolumeSpec(parts.dataDisk(), partName("data"), description, VolumeType.RAW, dataDisk);
        return new VolumeLedger.Admission(operation, project, region, pool, null, volume);
    }

    /**
     * What a part is called, for example {@code web-1-data-5c1f22d8}: the end of the Kompute's id keeps it apart from the parts of
     * one that had the name before, and from those of other projects in a network that they share.
     */
    public Name partName(String part) {
        var end = "-" + part + "-" + id.value().substring(Math.max(0, id.value().length() - TAIL));
        return new Name(name.value().substring(0, Math.min(name.value().length(), NAME - end.length())) + end);
    }
}
