package cloud.kowabunga.testing;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.compute.DiskSpec;
import cloud.kowabunga.compute.HypervisorActivities;
import cloud.kowabunga.compute.NicSpec;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.network.MacAddress;
import cloud.kowabunga.storage.BlockStoreActivities.NewImage;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.PoolReach;
import java.util.List;

final class InMemoryHypervisorTest extends HypervisorContract {
    private final KaktusId kaktus = new KaktusId("k1");
    private final InMemoryDataCenter dataCenter =
            new InMemoryDataCenter().addKaktus(kaktus, "kow0").addPool("local", PoolReach.KAKTUS, Bytes.ofGib(1));

    @Override
    protected HypervisorActivities hypervisor() {
        return dataCenter.hypervisor(kaktus);
    }

    @Override
    protected DiskSpec bootDisk(VolumeId volume) {
        return dataDisk(volume, "vda");
    }

    @Override
    protected DiskSpec dataDisk(VolumeId volume, String target) {
        var image = ImageRef.of("local", volume);
        dataCenter.blockStore().create(new NewImage(image, Bytes.ofMib(16)));
        return new DiskSpec(volume, image, target, false);
    }

    @Override
    protected List<NicSpec> nics() {
        return List.of(new NicSpec(new AdapterId("a1"), new MacAddress("52:54:00:00:00:01"), "kow0", 0));
    }

    @Override
    protected Bytes sizeOf(DiskSpec disk) {
        return dataCenter.blockStore().images(disk.image().pool()).stream()
                .filter(image -> image.ref().equals(disk.image()))
                .findFirst()
                .orElseThrow()
                .size();
    }
}
