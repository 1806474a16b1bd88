package cloud.kowabunga.testing;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Name;
import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.KomputeId;
import cloud.kowabunga.compute.KomputeParts;
import cloud.kowabunga.compute.KomputeSpec;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationLedger.Opening;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.operation.Requester;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.tenancy.ProjectId;
import java.time.Instant;

/** Makes the Komputes that tests need. One has 2 virtual CPUs and 1 GiB of memory; disks are counted in GiB. */
public final class Komputes {
    private Komputes() {}

    public static KomputeSpec spec(String id, int disk, int dataDisk) {
        var parts = new KomputeParts(
                new InstanceId(id + "-i"),
                new VolumeId(id + "-os"),
                new VolumeId(id + "-data"),
                new AdapterId(id + "-private"),
                new AdapterId(id + "-public"));
        return new KomputeSpec(
                new KomputeId(id),
                new Name(id),
                null,
                Bytes.ofGib(1),
                2,
                Bytes.ofGib(disk),
                Bytes.ofGib(dataDisk),
                false,
                true,
                parts);
    }

    public static KomputeSpec with(KomputeSpec spec, int disk, int dataDisk) {
        return new KomputeSpec(
                spec.id(),
                spec.name(),
                null,
                spec.memory(),
                spec.vcpus(),
                Bytes.ofGib(disk),
                Bytes.ofGib(dataDisk),
                false,
                true,
                spec.parts());
    }

    static KomputeSpec sized(KomputeSpec spec, String name, Bytes memory, int vcpus) {
        return new KomputeSpec(
                spec.id(),
                new Name(name),
                null,
                memory,
                vcpus,
                spec.disk(),
                spec.dataDisk(),
                false,
                true,
                spec.parts());
    }

    /** Opens an operation as its workflow does. */
    public static void open(World world, ProjectId project, String operation, Noun noun, String resource) {
        var order = new Order(
                new OperationId(operation),
                "SomeVerb",
                noun,
                resource,
                resource,
                project,
                world.region(),
                new Requester("ada", "u1"),
                Instant.EPOCH);
        world.operations().open(new Opening(order, noun.path() + "/" + resource, "run-" + operation));
    }
}
