package cloud.kowabunga.kahuna.compute;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Id;
import cloud.kowabunga.Name;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceSpec;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.Instance;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.storage.VolumeId;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Instances between their JSON and what the workflows know. */
final class InstanceWire {
    private static final int MOST_VCPUS = 1024;

    private InstanceWire() {}

    /** Fields that the older generation does not know are written only where they say something. */
    static Instance write(InstanceSpec spec) {
        return new Instance(
                spec.id().value(),
                spec.name().value(),
                spec.description(),
                spec.memory().value(),
                (long) spec.vcpus(),
                spec.adapters().stream().map(Id::value).toList(),
                spec.volumes().stream().map(Id::value).toList(),
                null,
                spec.uefi() ? null : false,
                spec.kmotionEnabled() ? null : false);
    }

    static InstanceSpec read(InstanceId id, Instance given) {
        refuseKwarantines(given.kwarantines());
        return new InstanceSpec(
                id,
                new Name(Given.name(given.name())),
                given.description(),
                memory(Given.required("memory", given.memory())),
                vcpus(Given.required("vcpus", given.vcpus())),
                ids("adapters", Given.or(given.adapters(), List.of()), AdapterId::new),
                ids("volumes", Given.or(given.volumes(), List.of()), VolumeId::new),
                Given.or(given.uefi(), true),
                Given.or(given.kmotionEnabled(), true));
    }

    /** What the instance shall be: what was given, and all else as it is. */
    static InstanceSpec merge(InstanceSpec now, Instance given) {
        refuseKwarantines(given.kwarantines());
        Given.unchanged("id", given.id(), now.id().value());
        Given.unchanged("uefi", given.uefi(), now.uefi());
        return new InstanceSpec(
                now.id(),
                given.name() == null ? now.name() : new Name(Given.name(given.name())),
                Given.orAbsent(given.description(), now.description()),
                given.memory() == null ? now.memory() : memory(given.memory()),
                given.vcpus() == null ? now.vcpus() : vcpus(given.vcpus()),
                given.adapters() == null ? now.adapters() : ids("adapters", given.adapters(), AdapterId::new),
                given.volumes() == null ? now.volumes() : volumes(now, given.volumes()),
                now.uefi(),
                Given.or(given.kmotionEnabled(), now.kmotionEnabled()));
    }

    /** Clients sort volumes by id; the same volumes in another order are no reason to move the guest's disks about. */
    private static List<VolumeId> volumes(InstanceSpec now, List<String> given) {
        var wanted = ids("volumes", given, VolumeId::new);
        return new HashSet<>(wanted).equals(new HashSet<>(now.volumes())) ? now.volumes() : wanted;
    }

    static Bytes memory(long bytes) {
        return Given.size("memory", bytes, InstanceSpec.MOST_MEMORY);
    }

    static int vcpus(long count) {
        return (int) Given.within("vcpus", count, 1, MOST_VCPUS);
    }

    private static <T> List<T> ids(String field, List<? extends @Nullable String> given, Function<String, T> id) {
        return Given.distinct(field, given).stream()
                .map(each -> Given.valid(field, each, id))
                .toList();
    }

    static void refuseKwarantines(@Nullable List<String> kwarantines) {
        if (kwarantines != null && !kwarantines.isEmpty()) {
            throw Fault.INVALID_VALUE.because("kwarantines: anti-affinity groups are not built yet; leave them out.");
        }
    }
}
