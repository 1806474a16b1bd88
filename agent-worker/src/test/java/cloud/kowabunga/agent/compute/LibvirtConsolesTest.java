package cloud.kowabunga.agent.compute;

import cloud.kowabunga.compute.DiskSpec;
import cloud.kowabunga.compute.HypervisorActivities;
import cloud.kowabunga.compute.SerialConsoles;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.testing.SerialConsoleContract;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract of serial consoles, kept by a real libvirtd with real guests under software emulation. */
@Timeout(300)
final class LibvirtConsolesTest extends SerialConsoleContract {
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
    protected SerialConsoles consoles() {
        return new LibvirtConsoles(kaktus.libvirt);
    }

    @Override
    protected DiskSpec bootDisk(VolumeId volume) {
        return kaktus.bootDisk(volume);
    }

    @Override
    protected Duration guestLimit() {
        return KaktusFixture.GUEST_LIMIT;
    }
}
