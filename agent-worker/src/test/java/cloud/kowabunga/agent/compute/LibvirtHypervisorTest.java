package cloud.kowabunga.agent.compute;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.compute.DiskSpec;
import cloud.kowabunga.compute.HypervisorActivities;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.NicSpec;
import cloud.kowabunga.storage.Image;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.testing.HypervisorContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract of hypervisors, kept by a real libvirtd with real guests under software emulation. */
@Timeout(300)
final class LibvirtHypervisorTest extends HypervisorContract {
    @TempDir
    private static Path home;

    private static OwnLibvirtd libvirtd;
    private static Path guest;

    @TempDir
    private Path folder;

    private KaktusFixture kaktus;

    @BeforeAll
    static void start_libvirtd() throws IOException {
        libvirtd = OwnLibvirtd.start(home);
        guest = OwnLibvirtd.guestImage();
    }

    @AfterAll
    static void stop_libvirtd() throws IOException {
        libvirtd.close();
    }

    /** Not closed afterwards: the suite removes its machines through it in the end. */
    @BeforeEach
    void open() throws IOException {
        kaktus = new KaktusFixture(libvirtd, guest, folder);
    }

    @Override
    protected HypervisorActivities hypervisor() {
        return kaktus.hypervisor;
    }

    @Override
    protected DiskSpec bootDisk(VolumeId volume) {
        return kaktus.bootDisk(volume);
    }

    @Override
    protected DiskSpec dataDisk(VolumeId volume, String target) {
        return kaktus.dataDisk(volume, target);
    }

    @Override
    protected List<NicSpec> nics() {
        return KaktusFixture.nics();
    }

    @Override
    protected Bytes sizeOf(DiskSpec disk) {
        return kaktus.store.images("local").stream()
                .filter(image -> image.ref().equals(disk.image()))
                .map(Image::size)
                .findFirst()
                .orElseThrow();
    }

    @Override
    protected void awaitBooted(InstanceId instance) {
        kaktus.awaitBooted(instance);
    }

    @Override
    protected Duration guestLimit() {
        return KaktusFixture.GUEST_LIMIT;
    }
}
