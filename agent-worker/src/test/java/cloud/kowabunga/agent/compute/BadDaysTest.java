package cloud.kowabunga.agent.compute;

import static cloud.kowabunga.compute.InstanceState.CRASHED;
import static cloud.kowabunga.compute.InstanceState.RUNNING;
import static cloud.kowabunga.compute.InstanceState.SHUTOFF;
import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.agent.inventory.LibvirtInventory;
import cloud.kowabunga.agent.network.BridgeCheck;
import cloud.kowabunga.compute.DiskSpec;
import cloud.kowabunga.compute.DomainSpec;
import cloud.kowabunga.compute.HypervisorActivities.DiskOf;
import cloud.kowabunga.compute.HypervisorActivities.Power;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.VolumeId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to real machines when something around them fails. */
@Timeout(120)
final class BadDaysTest {
    private static final Duration IMPATIENT = Duration.ofSeconds(2);

    @TempDir
    private static Path home;

    private static OwnLibvirtd libvirtd;
    private static Path guest;

    @TempDir
    private Path folder;

    private final List<InstanceId> made = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();
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

    @BeforeEach
    void open() throws IOException {
        kaktus = new KaktusFixture(libvirtd, guest, folder, IMPATIENT, progress::add);
    }

    @AfterEach
    void remove_machines() throws IOException {
        made.forEach(kaktus.hypervisor::undefine);
        kaktus.close();
    }

    @Test
    void a_libvirtd_that_restarts_is_found_again_with_its_machines() {
        var spec = started("restarted", kaktus.dataDisk(new VolumeId("restarted-os"), "vda"));

        libvirtd.stop();
        try {
            assertRefused(Fault.LIBVIRT_AWAY, () -> kaktus.hypervisor.state(spec.instance()));
            assertRefused(Fault.LIBVIRT_AWAY, () -> kaktus.hypervisor.define(spec));
            assertRefused(Fault.LIBVIRT_AWAY, kaktus.hypervisor::domains);
        } finally {
            libvirtd.startAgain();
        }
        assertThat(kaktus.hypervisor.state(spec.instance())).isEqualTo(RUNNING);
    }

    @Test
    void a_libvirtd_that_hangs_is_given_up_and_keeps_back_no_report() throws IOException {
        var spec = defined("hanging", kaktus.dataDisk(new VolumeId("hanging-os"), "vda"));
        var inventory = inventory();
        await().until(() -> inventory.report().domains() != null);

        libvirtd.stun();
        try {
            var report = inventory.report();
            assertThat(report.domains()).isNull();
            assertThat(report.pools())
                    .singleElement()
                    .satisfies(pool -> assertThat(pool.problem()).isNull());
            assertThat(report.problems()).singleElement().asString().contains("has not answered for");
            assertRefused(Fault.LIBVIRT_AWAY, () -> kaktus.hypervisor.state(spec.instance()));
        } finally {
            libvirtd.wake();
        }
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(kaktus.hypervisor.state(spec.instance())).isEqualTo(SHUTOFF));
        await().until(() -> inventory.report().domains() != null);
    }

    @Test
    void the_report_tells_what_the_kaktus_is() throws IOException {
        var spec = started("reported", kaktus.dataDisk(new VolumeId("reported-os"), "vda"));
        var inventory = inventory();
        await().until(() -> inventory.report().domains() != null);

        var report = inventory.report();
        assertThat(report.problems()).isEmpty();
        assertThat(report.hypervisor()).matches("QEMU \\d+\\.\\d+\\.\\d+ \\(software emulation\\)");
        var processor = java.util.Objects.requireNonNull(report.processor());
        assertThat(processor.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(processor.arch()).isEqualTo("x86_64");
        assertThat(report.memory()).isGreaterThan(Bytes.ofMib(512));
        assertThat(report.domains()).singleElement().satisfies(domain -> {
            assertThat(domain.instance()).isEqualTo(spec.instance());
            assertThat(domain.state()).isEqualTo(RUNNING);
            assertThat(domain.operation()).isEqualTo(spec.operation());
        });
    }

    @Test
    void a_machine_that_died_is_said_to_have_crashed_and_starts_again() {
        var spec = started("crashed", kaktus.dataDisk(new VolumeId("crashed-os"), "vda"));
        libvirtd.crashMachines();

        await().untilAsserted(() ->
                assertThat(kaktus.hypervisor.state(spec.instance())).isEqualTo(CRASHED));
        assertThat(power(spec, PowerAction.START)).isEqualTo(RUNNING);
    }

    @Test
    void a_guest_that_does_not_let_go_of_a_disk_keeps_it() {
        // Nothing boots from an empty disk, so nobody answers the request.
        var spec = started("clinging", kaktus.dataDisk(new VolumeId("clinging-os"), "vda"));
        var disk = new DiskOf(spec.instance(), kaktus.dataDisk(new VolumeId("clinging-data"), "vdb"));
        kaktus.hypervisor.attach(disk);

        assertThatThrownBy(() -> kaktus.hypervisor.detach(disk))
                .hasMessage("The guest of instance 'clinging' did not let go of disk vdb within 2 s:"
                        + " unmount it inside, or stop the instance.");
        assertThat(progress).contains("waiting for the guest to let go of vdb");

        power(spec, PowerAction.STOP);
        kaktus.hypervisor.detach(disk);
        kaktus.store.delete(disk.disk().image());
    }

    @Test
    void a_disc_comes_and_goes_while_the_machine_runs() {
        var spec = started("disc", kaktus.dataDisk(new VolumeId("disc-os"), "vda"));
        var disc = kaktus.dataDisk(new VolumeId("disc-iso"), "vdb");
        var readOnly = new DiskOf(spec.instance(), new DiskSpec(disc.volume(), disc.image(), "vdb", true));

        kaktus.hypervisor.attach(readOnly);
        kaktus.hypervisor.attach(readOnly);
        kaktus.hypervisor.detach(readOnly);
        kaktus.hypervisor.detach(readOnly);
        assertThat(kaktus.hypervisor.state(spec.instance())).isEqualTo(RUNNING);
    }

    @Test
    void a_machine_starts_from_a_disc_and_an_empty_disk() {
        var disc = kaktus.dataDisk(new VolumeId("installer-iso"), "vdb");
        var spec = started(
                "installer",
                kaktus.dataDisk(new VolumeId("installer-os"), "vda"),
                new DiskSpec(disc.volume(), disc.image(), "vdb", true));
        assertThat(kaktus.hypervisor.state(spec.instance())).isEqualTo(RUNNING);
    }

    @Test
    void what_cannot_be_done_is_said_in_the_words_of_libvirt() {
        var absent = new VolumeId("refused-os");
        var spec = defined("refused", new DiskSpec(absent, ImageRef.of("local", absent), "vda", false));
        assertThatThrownBy(() -> power(spec, PowerAction.START))
                .hasMessageStartingWith("libvirt refused to start the machine of instance 'refused': ")
                .hasMessageContaining("volume-refused-os.qcow2")
                .hasMessageEndingWith(".");

        var taken = new DiskOf(spec.instance(), kaktus.dataDisk(new VolumeId("refused-data"), "vda"));
        assertRefused(Fault.LIBVIRT_REFUSED, () -> kaktus.hypervisor.attach(taken));
    }

    @Test
    void a_title_is_never_markup() {
        var plain = kaktus.machine("title", kaktus.dataDisk(new VolumeId("title-os"), "vda"));
        var spec = new DomainSpec(
                plain.instance(),
                "</title><on_crash>&'\" “é”",
                plain.memory(),
                plain.vcpus(),
                false,
                plain.disks(),
                plain.nics(),
                plain.seed(),
                plain.operation());
        made.add(spec.instance());
        kaktus.hypervisor.define(spec);
        assertThat(kaktus.libvirt.<String>call(
                        "describe it",
                        connect -> LibvirtHypervisor.require(connect, spec.instance())
                                .getXMLDesc(0)))
                .contains("<title>&lt;/title&gt;&lt;on_crash&gt;&amp;");
    }

    @Test
    void nothing_of_a_removed_machine_is_left() {
        var spec = started("removed", kaktus.dataDisk(new VolumeId("removed-os"), "vda"));
        assertThat(kaktus.console(spec.instance())).exists();
        kaktus.hypervisor.undefine(spec.instance());
        assertThat(folder.resolve("state/seeds")).isEmptyDirectory();
        assertThat(folder.resolve("state/consoles")).isEmptyDirectory();
    }

    @Test
    void a_bridge_is_looked_for_where_the_kernel_shows_it() {
        assertRefused(
                Fault.BRIDGE_MISSING,
                () -> new BridgeCheck("k1")
                        .checkBridges(new cloud.kowabunga.network.NetworkActivities.Bridges(List.of("lo"))));
    }

    private LibvirtInventory inventory() {
        var kvm = new KvmProbe(Optional.of(DomainType.QEMU), folder);
        kvm.find();
        return new LibvirtInventory("1", Instant.now(), new Census(kaktus.libvirt), kvm, kaktus.store);
    }

    private DomainSpec started(String name, DiskSpec... disks) {
        var spec = defined(name, disks);
        assertThat(power(spec, PowerAction.START)).isEqualTo(RUNNING);
        return spec;
    }

    private DomainSpec defined(String name, DiskSpec... disks) {
        var spec = kaktus.machine(name, disks);
        made.add(spec.instance());
        kaktus.hypervisor.define(spec);
        return spec;
    }

    private InstanceState power(DomainSpec spec, PowerAction action) {
        return kaktus.hypervisor.power(new Power(spec.instance(), action));
    }
}
