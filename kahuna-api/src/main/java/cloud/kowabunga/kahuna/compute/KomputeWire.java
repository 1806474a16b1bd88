package cloud.kowabunga.kahuna.compute;

import cloud.kowabunga.Name;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.KomputeId;
import cloud.kowabunga.compute.KomputeParts;
import cloud.kowabunga.compute.KomputeSpec;
import cloud.kowabunga.kahuna.FreshId;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.Kompute;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumeSpec;
import java.util.List;

/** Komputes between their JSON and what the workflows know. */
final class KomputeWire {
    private KomputeWire() {}

    /** Fields that the older generation does not know are written only where they say something. */
    static Kompute write(KomputeQuery.Found found) {
        var spec = found.spec();
        return new Kompute(
                spec.id().value(),
                spec.name().value(),
                spec.description(),
                spec.memory().value(),
                (long) spec.vcpus(),
                spec.disk().value(),
                spec.dataDisk().value(),
                found.ip(),
                null,
                spec.uefi() ? null : false,
                spec.kmotionEnabled() ? null : false);
    }

    /** A new one, whose parts get their ids here. */
    static KomputeSpec read(KomputeId id, Kompute given) {
        InstanceWire.refuseKwarantines(given.kwarantines());
        var spec = new KomputeSpec(
                id,
                new Name(Given.name(given.name())),
                given.description(),
                InstanceWire.memory(Given.required("memory", given.memory())),
                InstanceWire.vcpus(Given.required("vcpus", given.vcpus())),
                Given.size("disk", Given.required("disk", given.disk()), VolumeSpec.MOST),
                Given.size("data_disk", Given.or(given.dataDisk(), 0L), VolumeSpec.MOST),
                Given.or(given.uefi(), true),
                Given.or(given.kmotionEnabled(), true),
                new KomputeParts(
                        new InstanceId(FreshId.next()),
                        new VolumeId(FreshId.next()),
                        new VolumeId(FreshId.next()),
                        new AdapterId(FreshId.next()),
                        new AdapterId(FreshId.next())));
        return checked(spec);
    }

    /** What the Kompute shall be: what was given, and all else as it is. */
    static KomputeSpec merge(KomputeQuery.Found found, Kompute given) {
        var now = found.spec();
        InstanceWire.refuseKwarantines(given.kwarantines());
        Given.unchanged("id", given.id(), now.id().value());
        Given.unchanged("ip", given.ip(), found.ip());
        Given.unchanged("uefi", given.uefi(), now.uefi());
        var spec = new KomputeSpec(
                now.id(),
                given.name() == null ? now.name() : new Name(Given.name(given.name())),
                Given.orAbsent(given.description(), now.description()),
                given.memory() == null ? now.memory() : InstanceWire.memory(given.memory()),
                given.vcpus() == null ? now.vcpus() : InstanceWire.vcpus(given.vcpus()),
                Given.sizeOr("disk", given.disk(), now.disk(), VolumeSpec.MOST),
                Given.sizeOr("data_disk", given.dataDisk(), now.dataDisk(), VolumeSpec.MOST),
                now.uefi(),
                Given.or(given.kmotionEnabled(), now.kmotionEnabled()),
                now.parts());
        return checked(spec);
    }

    /** Refuses here already what no instance can be. */
    private static KomputeSpec checked(KomputeSpec spec) {
        var _ = spec.instance(List.of(), List.of());
        return spec;
    }
}
