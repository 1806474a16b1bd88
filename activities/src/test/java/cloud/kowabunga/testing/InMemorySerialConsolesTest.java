package cloud.kowabunga.testing;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.compute.DiskSpec;
import cloud.kowabunga.compute.HypervisorActivities;
import cloud.kowabunga.compute.SerialConsoles;
import cloud.kowabunga.storage.BlockStoreActivities.NewImage;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.PoolReach;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class InMemorySerialConsolesTest extends SerialConsoleContract {
    private final KaktusId kaktus = new KaktusId("k1");
    private final InMemoryDataCenter dataCenter =
            new InMemoryDataCenter().addKaktus(kaktus, "kow0").addPool("local", PoolReach.KAKTUS, Bytes.ofGib(1));

    @Override
    protected HypervisorActivities hypervisor() {
        return dataCenter.hypervisor(kaktus);
    }

    @Override
    protected SerialConsoles consoles() {
        return dataCenter.consoles(kaktus);
    }

    @Override
    protected DiskSpec bootDisk(VolumeId volume) {
        var image = ImageRef.of("local", volume);
        dataCenter.blockStore().create(new NewImage(image, Bytes.ofMib(16)));
        return new DiskSpec(volume, image, "vda", false);
    }
}
