package cloud.kowabunga.agent.compute;

import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.agent.inventory.LibvirtInventory;
import cloud.kowabunga.compute.DomainReport;
import cloud.kowabunga.compute.HypervisorActivities.Power;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.storage.VolumeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real guest whose libvirtd is killed while it starts. */
@Timeout(180)
final class LibvirtAwayTest {
    private static final String SEED_READ = "kowabunga: seed /dev/sr0: ";

    @TempDir
    private Path folder;

    private OwnLibvirtd libvirtd;
    private KaktusFixture kaktus;

    @BeforeEach
    void open() throws IOException {
        libvirtd = OwnLibvirtd.start(Files.createDirectory(folder.resolve("home")));
        kaktus = new KaktusFixture(libvirtd, OwnLibvirtd.guestImage(), folder);
    }

    @AfterEach
    void close() throws IOException {
        libvirtd.close();
        kaktus.close();
    }

    @Test
    void a_guest_starts_on_while_libvirtd_is_away_and_every_order_finds_it_again() {
        var spec = kaktus.machine("survivor", kaktus.bootDisk(new VolumeId("survivor-os")));
        var running = new DomainReport(spec.instance(), InstanceState.RUNNING, spec.operation());
        var start = new Power(spec.instance(), PowerAction.START);
        var inventory = inventory();
        kaktus.hypervisor.define(spec);
        kaktus.hypervisor.power(start);

        libvirtd.stop();
        // Else what follows would not show that the guest went on by itself.
        assertThat(kaktus.console(spec.instance())).content().doesNotContain(SEED_READ);
        assertRefused(Fault.LIBVIRT_AWAY, () -> kaktus.hypervisor.power(start));
        assertRefused(Fault.LIBVIRT_AWAY, () -> kaktus.hypervisor.undefine(spec.instance()));
        assertThat(inventory.report().domains()).isNull();
        assertThat(inventory.report().problems()).singleElement().asString().startsWith("libvirt at ");
        kaktus.awaitBooted(spec.instance());

        libvirtd.startAgain();
        assertThat(kaktus.hypervisor.power(start)).isEqualTo(InstanceState.RUNNING);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(inventory.report().domains()).containsExactly(running));
        assertThat(inventory.report().problems()).isEmpty();
        kaktus.hypervisor.undefine(spec.instance());
        assertThat(kaktus.hypervisor.domains()).isEmpty();
    }

    private LibvirtInventory inventory() {
        var kvm = new KvmProbe(Optional.of(DomainType.QEMU), folder);
        return new LibvirtInventory("1", Instant.now(), new Census(kaktus.libvirt), kvm, kaktus.store);
    }
}
