package cloud.kowabunga.agent.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.agent.process.Progress;
import cloud.kowabunga.agent.storage.DirectoryBlockStore;
import cloud.kowabunga.agent.storage.DirectoryPool;
import cloud.kowabunga.agent.storage.ImageFormat;
import cloud.kowabunga.compute.DiskSpec;
import cloud.kowabunga.compute.DomainSpec;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.NicSpec;
import cloud.kowabunga.compute.Seed;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.network.MacAddress;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.storage.BlockStoreActivities.Clone;
import cloud.kowabunga.storage.BlockStoreActivities.Import;
import cloud.kowabunga.storage.BlockStoreActivities.NewImage;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.VolumeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A Kaktus on a real libvirtd, with one pool and the small guest as its template. */
final class KaktusFixture implements AutoCloseable {
    static final Duration GUEST_LIMIT = Duration.ofSeconds(90);
    private static final ImageRef TEMPLATE = new ImageRef("local", "template-guest");

    final DirectoryBlockStore store;
    final LibvirtConnection libvirt;
    final LibvirtHypervisor hypervisor;
    private final Path state;

    KaktusFixture(OwnLibvirtd libvirtd, Path guest, Path folder) throws IOException {
        this(libvirtd, guest, folder, HotPlug.PATIENCE, Progress.UNHEARD);
    }

    KaktusFixture(OwnLibvirtd libvirtd, Path guest, Path folder, Duration patience, Progress progress)
            throws IOException {
        var pool = new DirectoryPool("local", Files.createDirectories(folder.resolve("pool")), ImageFormat.QCOW2);
        state = folder.resolve("state");
        store = new DirectoryBlockStore(List.of(pool), Progress.UNHEARD);
        libvirt = new LibvirtConnection(libvirtd.uri());
        hypervisor = new LibvirtHypervisor(
                libvirt, store, state, () -> DomainType.QEMU, new HotPlug(libvirt, patience, progress));
        store.importImage(new Import(TEMPLATE, guest.toString()));
    }

    DiskSpec bootDisk(VolumeId volume) {
        var image = ImageRef.of("local", volume);
        store.cloneImage(new Clone(TEMPLATE, image, Bytes.ofMib(96)));
        return new DiskSpec(volume, image, "vda", false);
    }

    DiskSpec dataDisk(VolumeId volume, String target) {
        var image = ImageRef.of("local", volume);
        store.create(new NewImage(image, Bytes.ofMib(16)));
        return new DiskSpec(volume, image, target, false);
    }

    static List<NicSpec> nics() {
        return List.of(new NicSpec(new AdapterId("a1"), new MacAddress("52:54:00:90:00:0a"), OwnLibvirtd.BRIDGE, 0));
    }

    DomainSpec machine(String name, DiskSpec... disks) {
        return new DomainSpec(
                new InstanceId(name),
                name,
                Bytes.ofMib(128),
                1,
                true,
                List.of(disks),
                nics(),
                new Seed("instance-id: " + name + "\n", "#cloud-config\n", "version: 2\n"),
                new OperationId("op-" + name));
    }

    Path console(InstanceId instance) {
        return state.resolve("consoles").resolve(instance.value() + ".log");
    }

    /** The guest has loaded its drivers, found its seed and listens to its power button. */
    void awaitBooted(InstanceId instance) {
        await().atMost(GUEST_LIMIT)
                .untilAsserted(() -> assertThat(console(instance)).content().contains("kowabunga: seed /dev/sr0: "));
    }

    @Override
    public void close() throws IOException {
        store.close();
        libvirt.close();
    }
}
