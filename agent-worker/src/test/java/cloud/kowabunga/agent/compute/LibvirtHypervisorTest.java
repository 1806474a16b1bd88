package cloud.kowabunga.agent.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.agent.process.Progress;
import cloud.kowabunga.agent.storage.DirectoryBlockStore;
import cloud.kowabunga.agent.storage.DirectoryPool;
import cloud.kowabunga.agent.storage.ImageFormat;
import cloud.kowabunga.compute.DiskSpec;
import cloud.kowabunga.compute.HypervisorActivities;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.NicSpec;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.network.MacAddress;
import cloud.kowabunga.storage.BlockStoreActivities.Clone;
import cloud.kowabunga.storage.BlockStoreActivities.Import;
import cloud.kowabunga.storage.BlockStoreActivities.NewImage;
import cloud.kowabunga.storage.Image;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.testing.HypervisorContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The contract of hypervisors, kept by a real libvirtd with real guests under software emulation. */
@Timeout(300)
final class LibvirtHypervisorTest extends HypervisorContract {
    private static final ImageRef TEMPLATE = new ImageRef("local", "template-guest");

    @TempDir
    private static Path home;

    private static OwnLibvirtd libvirtd;
    private static Path guest;

    @TempDir
    private Path folder;

    private DirectoryBlockStore store;
    private LibvirtConnection libvirt;
    private LibvirtHypervisor hypervisor;

    @BeforeAll
    static void start_libvirtd() throws IOException {
        libvirtd = OwnLibvirtd.start(home);
        guest = OwnLibvirtd.guestImage();
    }

    @AfterAll
    static void stop_libvirtd() throws IOException {
        libvirtd.close();
    }

    @BeforeEach
    void open() throws IOException {
        var pool = new DirectoryPool("local", Files.createDirectory(folder.resolve("pool")), ImageFormat.QCOW2);
        store = new DirectoryBlockStore(List.of(pool), Progress.UNHEARD);
        libvirt = new LibvirtConnection(libvirtd.uri());
        hypervisor =
                new LibvirtHypervisor(libvirt, store, folder.resolve("state"), () -> DomainType.QEMU, Progress.UNHEARD);
        store.importImage(new Import(TEMPLATE, guest.toString()));
    }

    @AfterEach
    void close() throws IOException {
        // The suite removes its machines after this, through the same connection.
        store.close();
    }

    @Override
    protected HypervisorActivities hypervisor() {
        return hypervisor;
    }

    @Override
    protected DiskSpec bootDisk(VolumeId volume) {
        var image = ImageRef.of("local", volume);
        store.cloneImage(new Clone(TEMPLATE, image, Bytes.ofMib(96)));
        return new DiskSpec(volume, image, "vda", false);
    }

    @Override
    protected DiskSpec dataDisk(VolumeId volume, String target) {
        var image = ImageRef.of("local", volume);
        store.create(new NewImage(image, Bytes.ofMib(16)));
        return new DiskSpec(volume, image, target, false);
    }

    @Override
    protected List<NicSpec> nics() {
        return List.of(new NicSpec(new AdapterId("a1"), new MacAddress("52:54:00:90:00:0a"), OwnLibvirtd.BRIDGE, 0));
    }

    @Override
    protected Bytes sizeOf(DiskSpec disk) {
        return store.images("local").stream()
                .filter(image -> image.ref().equals(disk.image()))
                .map(Image::size)
                .findFirst()
                .orElseThrow();
    }

    @Override
    protected void awaitBooted(InstanceId instance) {
        var console = folder.resolve("state/consoles").resolve(instance.value() + ".log");
        await().atMost(guestLimit())
                .untilAsserted(() -> assertThat(console).content().contains("kowabunga: seed /dev/sr0: "));
    }

    @Override
    protected Duration guestLimit() {
        return Duration.ofSeconds(90);
    }
}
