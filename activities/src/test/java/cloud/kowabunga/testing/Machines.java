package cloud.kowabunga.testing;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Name;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceLedger.Admission;
import cloud.kowabunga.compute.InstancePlan;
import cloud.kowabunga.compute.InstanceSpec;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.storage.VolumeSpec;
import cloud.kowabunga.storage.VolumeType;
import cloud.kowabunga.tenancy.ProjectId;
import java.util.List;

/** Makes the volumes and instances that the contract suites of ledgers need. An instance has 2 virtual CPUs and 1 GiB. */
final class Machines {
    private final World world;
    private final ProjectId project;

    Machines(World world, ProjectId project) {
        this.world = world;
        this.project = project;
    }

    VolumeId volume(StoragePoolId pool, String id) {
        var volume = new VolumeId(id);
        var spec = new VolumeSpec(volume, new Name(id), null, VolumeType.RAW, Bytes.ofGib(1));
        world.volumes()
                .admit(new VolumeLedger.Admission(
                        new OperationId("op-" + id), project, world.region(), pool, null, spec));
        world.volumes().settle(volume);
        return volume;
    }

    InstancePlan admit(String id, List<VolumeId> volumes, List<AdapterId> adapters) {
        return world.instances().admit(admission(spec(id, volumes, adapters)));
    }

    Admission admission(InstanceSpec spec) {
        return new Admission(new OperationId("op-" + spec.id()), project, world.region(), world.zone(), spec);
    }

    static InstanceSpec spec(String id, List<VolumeId> volumes, List<AdapterId> adapters) {
        return new InstanceSpec(
                new InstanceId(id), new Name(id), null, Bytes.ofGib(1), 2, adapters, volumes, false, true);
    }

    static InstanceSpec with(InstanceSpec spec, List<VolumeId> volumes, List<AdapterId> adapters) {
        return with(spec, spec.name(), spec.memory(), spec.vcpus(), volumes, adapters);
    }

    static InstanceSpec with(
            InstanceSpec spec, Name name, Bytes memory, int vcpus, List<VolumeId> volumes, List<AdapterId> adapters) {
        return new InstanceSpec(
                spec.id(), name, spec.description(), memory, vcpus, adapters, volumes, spec.uefi(), true);
    }
}
