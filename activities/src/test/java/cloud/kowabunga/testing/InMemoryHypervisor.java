package cloud.kowabunga.testing;

import cloud.kowabunga.compute.DiskSpec;
import cloud.kowabunga.compute.DomainReport;
import cloud.kowabunga.compute.DomainSpec;
import cloud.kowabunga.compute.HypervisorActivities;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.topology.KaktusId;
import java.util.List;
import java.util.function.Function;

/** The hypervisor of one simulated Kaktus. A machine starts only where its images are, and none runs with another's disk. */
final class InMemoryHypervisor implements HypervisorActivities {
    private final InMemoryDataCenter dataCenter;
    private final KaktusId kaktus;

    InMemoryHypervisor(InMemoryDataCenter dataCenter, KaktusId kaktus) {
        this.dataCenter = dataCenter;
        this.kaktus = kaktus;
    }

    @Override
    public void define(DomainSpec spec) {
        ask(here -> {
            var machine = here.machines.computeIfAbsent(
                    spec.instance().value(), _ -> new SimulatedMachine(spec, dataCenter.clock()));
            machine.redefine(spec);
            return machine;
        });
    }

    @Override
    public void undefine(InstanceId instance) {
        ask(here -> {
            var removed = here.machines.remove(instance.value());
            if (removed != null) {
                removed.endConsole("The machine is gone.");
            }
            return removed != null;
        });
    }

    @Override
    public InstanceState power(Power power) {
        return ask(here -> {
            var machine = here.machine(power.instance());
            if (power.action() == PowerAction.START && !machine.isOn()) {
                machine.defined().disks().forEach(this::requireUsable);
            }
            if (power.action() == PowerAction.SHUTDOWN && !machine.isOn()) {
                return machine.state();
            }
            machine.power(power.action(), here.shutdownTime);
            return machine.state();
        });
    }

    @Override
    public InstanceState state(InstanceId instance) {
        return ask(here -> here.machine(instance).state());
    }

    @Override
    public void attach(DiskOf disk) {
        ask(here -> {
            var machine = here.machine(disk.instance());
            if (machine.isOn() && !machine.uses(disk.disk().image())) {
                requireUsable(disk.disk());
            }
            machine.attach(disk.disk());
            return machine;
        });
    }

    @Override
    public void detach(DiskOf disk) {
        ask(here -> {
            here.machine(disk.instance()).detach(disk.disk().volume());
            return disk;
        });
    }

    @Override
    public void growDisk(DiskGrowth growth) {
        ask(here -> {
            var disk = here.machine(growth.instance())
                    .disk(growth.volume())
                    .orElseThrow(
                            () -> Fault.NOT_FOUND.because("The machine of instance '%s' has no disk of volume '%s'."
                                    .formatted(growth.instance(), growth.volume())));
            if (here.machine(growth.instance()).isOn()) {
                dataCenter.pool(disk.image().pool()).grow(disk.image(), growth.size());
            }
            return growth;
        });
    }

    @Override
    public List<DomainReport> domains() {
        return ask(here -> here.machines.values().stream()
                .map(machine -> new DomainReport(
                        machine.defined().instance(),
                        machine.state(),
                        machine.defined().operation()))
                .toList());
    }

    private void requireUsable(DiskSpec disk) {
        var image = disk.image();
        if (!dataCenter.pool(image.pool()).has(image)) {
            throw Fault.LIBVIRT_REFUSED.because(
                    "Cannot open '" + image + "', the disk " + disk.target() + ": there is no such image.");
        }
        if (!disk.readOnly() && dataCenter.kaktuses().stream().anyMatch(kaktusWith -> kaktusWith.uses(image))) {
            throw Fault.LIBVIRT_REFUSED.because(
                    "Cannot open '" + image + "', the disk " + disk.target() + ": another machine runs with it.");
        }
    }

    private <T> T ask(Function<SimulatedKaktus, T> question) {
        dataCenter.latency().pass();
        synchronized (dataCenter) {
            var here = dataCenter.kaktus(kaktus);
            here.requireLibvirt();
            return question.apply(here);
        }
    }
}
