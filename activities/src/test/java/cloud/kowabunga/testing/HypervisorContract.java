package cloud.kowabunga.testing;

import static cloud.kowabunga.compute.InstanceState.PAUSED;
import static cloud.kowabunga.compute.InstanceState.RUNNING;
import static cloud.kowabunga.compute.InstanceState.SHUTOFF;
import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.compute.DiskSpec;
import cloud.kowabunga.compute.DomainReport;
import cloud.kowabunga.compute.DomainSpec;
import cloud.kowabunga.compute.HypervisorActivities;
import cloud.kowabunga.compute.HypervisorActivities.DiskGrowth;
import cloud.kowabunga.compute.HypervisorActivities.DiskOf;
import cloud.kowabunga.compute.HypervisorActivities.Power;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.NicSpec;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.compute.Seed;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.storage.VolumeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What every hypervisor does. Three of the tests start a machine, and two of these wait for its guest, so that the suite can be run on real
 * guests under software emulation.
 */
public abstract class HypervisorContract {
    private final List<InstanceId> made = new ArrayList<>();

    /** The hypervisor of one Kaktus, always the same during one test. */
    protected abstract HypervisorActivities hypervisor();

    /** Makes an image from which a guest boots, and answers with the disk of it, {@code vda}. */
    protected abstract DiskSpec bootDisk(VolumeId volume);

    /** Makes a small empty image, and answers with the disk of it. */
    protected abstract DiskSpec dataDisk(VolumeId volume, String target);

    /** The network cards of the machines; none, where there is no bridge to connect them to. */
    protected abstract List<NicSpec> nics();

    /** The virtual size of the image of a disk now. */
    protected abstract Bytes sizeOf(DiskSpec disk);

    /** Memory that is enough for the guest of {@link #bootDisk}. */
    protected Bytes memory() {
        return Bytes.ofMib(128);
    }

    /** Returns when the guest runs so far that it lets go of disks and listens to its power button. */
    protected void awaitBooted(InstanceId instance) {}

    /** How long a guest may take for anything that it does itself. */
    protected Duration guestLimit() {
        return Duration.ofSeconds(10);
    }

    @AfterEach
    void leave_nothing_behind() {
        made.forEach(instance -> hypervisor().undefine(instance));
    }

    @Test
    void a_defined_machine_is_off_and_may_be_defined_again() {
        var spec = machine("defined", bootDisk(new VolumeId("defined-os")));
        hypervisor().define(spec);
        hypervisor().define(spec);

        assertThat(hypervisor().state(spec.instance())).isEqualTo(SHUTOFF);
        assertThat(hypervisor().domains())
                .containsOnlyOnce(new DomainReport(spec.instance(), SHUTOFF, spec.operation()));
    }

    @Test
    void a_machine_may_be_redefined_and_then_names_the_operation_that_wants_it_so() {
        var spec = machine("redefined", bootDisk(new VolumeId("redefined-os")));
        hypervisor().define(spec);
        var changed = new DomainSpec(
                spec.instance(),
                "another title",
                memory().plus(Bytes.ofMib(32)),
                2,
                spec.uefi(),
                spec.disks(),
                spec.nics(),
                spec.seed(),
                new OperationId("later"));
        hypervisor().define(changed);
        hypervisor().define(changed);

        assertThat(hypervisor().domains())
                .contains(new DomainReport(spec.instance(), SHUTOFF, new OperationId("later")));
    }

    @Test
    void a_machine_that_is_not_there_is_not_found_and_need_not_be_removed() {
        var absent = new InstanceId("absent");
        var disk = new DiskOf(absent, dataDisk(new VolumeId("absent-data"), "vdb"));

        hypervisor().undefine(absent);
        assertRefused(Fault.NOT_FOUND, () -> hypervisor().state(absent));
        assertRefused(Fault.NOT_FOUND, () -> hypervisor().power(new Power(absent, PowerAction.START)));
        assertRefused(Fault.NOT_FOUND, () -> hypervisor().attach(disk));
        assertThat(hypervisor().domains()).noneMatch(domain -> domain.instance().equals(absent));
    }

    @Test
    void disks_of_a_stopped_machine_are_attached_and_detached_as_often_as_asked() {
        var spec = machine("stopped", bootDisk(new VolumeId("stopped-os")));
        var disk = new DiskOf(spec.instance(), dataDisk(new VolumeId("stopped-data"), "vdb"));
        hypervisor().define(spec);

        hypervisor().attach(disk);
        hypervisor().attach(disk);
        hypervisor().growDisk(new DiskGrowth(spec.instance(), disk.disk().volume(), Bytes.ofMib(32)));
        hypervisor().detach(disk);
        hypervisor().detach(disk);

        assertThat(hypervisor().state(spec.instance())).isEqualTo(SHUTOFF);
    }

    @Test
    void a_machine_that_is_off_cannot_be_reset() {
        var spec = machine("off", bootDisk(new VolumeId("off-os")));
        hypervisor().define(spec);

        assertThat(power(spec, PowerAction.STOP)).isEqualTo(SHUTOFF);
        assertThat(power(spec, PowerAction.SHUTDOWN)).isEqualTo(SHUTOFF);
        assertRefused(Fault.LIBVIRT_REFUSED, () -> power(spec, PowerAction.RESET));
    }

    @Test
    void removing_a_machine_that_runs_stops_it() {
        var spec = machine("removed", bootDisk(new VolumeId("removed-os")));
        hypervisor().define(spec);
        assertThat(power(spec, PowerAction.START)).isEqualTo(RUNNING);

        hypervisor().undefine(spec.instance());
        hypervisor().undefine(spec.instance());

        assertThat(hypervisor().domains()).noneMatch(domain -> domain.instance().equals(spec.instance()));
        assertRefused(Fault.NOT_FOUND, () -> hypervisor().state(spec.instance()));
    }

    @Test
    void a_running_machine_obeys_and_every_order_may_come_twice() {
        var spec = machine("running", bootDisk(new VolumeId("running-os")));
        var disk = new DiskOf(spec.instance(), dataDisk(new VolumeId("running-data"), "vdb"));
        hypervisor().define(spec);
        assertThat(power(spec, PowerAction.START)).isEqualTo(RUNNING);
        assertThat(power(spec, PowerAction.START)).isEqualTo(RUNNING);
        awaitBooted(spec.instance());

        assertThat(power(spec, PowerAction.SUSPEND)).isEqualTo(PAUSED);
        assertThat(power(spec, PowerAction.SUSPEND)).isEqualTo(PAUSED);
        assertThat(power(spec, PowerAction.RESUME)).isEqualTo(RUNNING);
        assertThat(power(spec, PowerAction.RESUME)).isEqualTo(RUNNING);

        hypervisor().attach(disk);
        hypervisor().attach(disk);
        var growth = new DiskGrowth(spec.instance(), disk.disk().volume(), Bytes.ofMib(32));
        hypervisor().growDisk(growth);
        hypervisor().growDisk(growth);
        assertThat(sizeOf(disk.disk())).isEqualTo(Bytes.ofMib(32));
        hypervisor().detach(disk);
        hypervisor().detach(disk);

        assertThat(power(spec, PowerAction.RESET)).isEqualTo(RUNNING);
        assertThat(power(spec, PowerAction.STOP)).isEqualTo(SHUTOFF);
        assertThat(power(spec, PowerAction.STOP)).isEqualTo(SHUTOFF);
        assertThat(hypervisor().domains())
                .containsOnlyOnce(new DomainReport(spec.instance(), SHUTOFF, spec.operation()));
    }

    @Test
    void a_guest_goes_down_after_its_power_button_was_pressed() {
        var spec = machine("button", bootDisk(new VolumeId("button-os")));
        hypervisor().define(spec);
        power(spec, PowerAction.START);
        awaitBooted(spec.instance());

        assertThat(power(spec, PowerAction.SHUTDOWN)).isIn(RUNNING, SHUTOFF);
        power(spec, PowerAction.SHUTDOWN);

        await().atMost(guestLimit())
                .untilAsserted(
                        () -> assertThat(hypervisor().state(spec.instance())).isEqualTo(SHUTOFF));
    }

    private InstanceState power(DomainSpec spec, PowerAction action) {
        return hypervisor().power(new Power(spec.instance(), action));
    }

    private DomainSpec machine(String name, DiskSpec... disks) {
        var instance = new InstanceId("contract-" + name);
        made.add(instance);
        var seed = new Seed(
                "instance-id: contract-" + name + "\nlocal-hostname: " + name + "\n",
                "#cloud-config\n",
                "version: 2\n");
        return new DomainSpec(
                instance, name, memory(), 1, false, List.of(disks), nics(), seed, new OperationId("made-" + name));
    }
}
