package cloud.kowabunga.compute;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Name;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.storage.VolumeId;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants an instance to be.
 *
 * @param memory at least 1 byte on the wire; at least 16 MiB to be a machine
 * @param vcpus 1 to 1024
 * @param adapters in the order of the guest's network cards
 * @param volumes in the order of the guest's disks; the first bootable one boots
 * @param uefi whether the firmware is UEFI; a Kaktus without UEFI firmware boots by BIOS
 * @param kmotionEnabled whether it may be moved to another Kaktus
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record InstanceSpec(
        InstanceId id,
        Name name,
        @Nullable String description,
        Bytes memory,
        int vcpus,
        List<AdapterId> adapters,
        List<VolumeId> volumes,
        boolean uefi,
        boolean kmotionEnabled) {
    /** What may be asked for at most: as much as an x86 machine of four-level paging can address. */
    public static final Bytes MOST_MEMORY = Bytes.ofGib(64 << 10);

    private static final Bytes LEAST_MEMORY = Bytes.ofMib(16);

    public InstanceSpec {
        adapters = List.copyOf(adapters);
        volumes = List.copyOf(volumes);
        if (memory.compareTo(LEAST_MEMORY) < 0) {
            throw Fault.INVALID_VALUE.because(
                    "memory: an instance needs at least 16 MiB (16777216 bytes), not " + memory.value() + " bytes.");
        }
        if (vcpus < 1 || vcpus > 1024) {
            throw Fault.INVALID_VALUE.because("vcpus: an instance has 1 to 1024 virtual CPUs, not " + vcpus + ".");
        }
        requireDistinct("adapters", adapters);
        requireDistinct("volumes", volumes);
    }

    private static void requireDistinct(String field, List<?> ids) {
        if (new HashSet<>(ids).size() < ids.size()) {
            throw Fault.INVALID_VALUE.because(field + ": the same id stands twice.");
        }
    }
}
