package cloud.kowabunga.testing;

import static cloud.kowabunga.compute.InstanceState.CRASHED;
import static cloud.kowabunga.compute.InstanceState.PAUSED;
import static cloud.kowabunga.compute.InstanceState.RUNNING;
import static cloud.kowabunga.compute.InstanceState.SHUTOFF;

import cloud.kowabunga.compute.DiskSpec;
import cloud.kowabunga.compute.DomainSpec;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.VolumeId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** One machine: its definition, and what it runs with, which a new definition changes only at the next start. */
final class SimulatedMachine {
    private final InstantSource clock;
    private DomainSpec defined;
    private List<DiskSpec> live = List.of();
    private InstanceState state = SHUTOFF;
    private Optional<Instant> goesDownAt = Optional.empty();
    private Optional<SimulatedConsole> console = Optional.empty();

    SimulatedMachine(DomainSpec defined, InstantSource clock) {
        this.clock = clock;
        this.defined = defined;
    }

    void redefine(DomainSpec spec) {
        defined = spec;
    }

    DomainSpec defined() {
        return defined;
    }

    InstanceState state() {
        if (goesDownAt.isPresent() && !clock.instant().isBefore(goesDownAt.get())) {
            stop(SHUTOFF);
        }
        return state;
    }

    boolean isOn() {
        return state() == RUNNING || state() == PAUSED;
    }

    void start() {
        state = RUNNING;
        live = defined.disks();
    }

    /** Does the action; anything that makes no sense now is refused. */
    void power(PowerAction action, Optional<Duration> shutdownTime) {
        if (!action.allowedIn(state())) {
            throw Fault.LIBVIRT_REFUSED.because("The machine of '%s' is %s and cannot %s."
                    .formatted(defined.title(), state.wire(), action.name().toLowerCase(Locale.ROOT)));
        }
        switch (action) {
            case START -> {
                if (state != RUNNING) {
                    start();
                }
            }
            case STOP -> stop(SHUTOFF);
            case SHUTDOWN -> {
                // A guest that is going down already goes on as it does.
                if (goesDownAt.isEmpty()) {
                    goesDownAt = shutdownTime.map(clock.instant()::plus);
                }
            }
            case REBOOT, RESET -> goesDownAt = Optional.empty();
            case SUSPEND -> state = PAUSED;
            case RESUME -> state = RUNNING;
        }
    }

    void crash() {
        stop(CRASHED);
    }

    SimulatedConsole openConsole() {
        if (!isOn()) {
            throw Fault.INVALID_STATE.because(
                    "The machine of '%s' is %s: it has no console now.".formatted(defined.title(), state.wire()));
        }
        endConsole("The console was opened elsewhere.");
        var opened = new SimulatedConsole();
        console = Optional.of(opened);
        return opened;
    }

    void endConsole(String why) {
        console.ifPresent(open -> open.end(why));
        console = Optional.empty();
    }

    void attach(DiskSpec disk) {
        defined = withDisks(with(defined.disks(), disk));
        if (isOn()) {
            live = with(live, disk);
        }
    }

    void detach(VolumeId volume) {
        defined = withDisks(without(defined.disks(), volume));
        live = without(live, volume);
    }

    Optional<DiskSpec> disk(VolumeId volume) {
        return Stream.concat(defined.disks().stream(), live.stream())
                .filter(disk -> disk.volume().equals(volume))
                .findFirst();
    }

    /** Whether it runs with the image, and may write to it. */
    boolean uses(ImageRef image) {
        return isOn()
                && live.stream()
                        .anyMatch(disk -> !disk.readOnly() && disk.image().equals(image));
    }

    private void stop(InstanceState end) {
        state = end;
        live = List.of();
        goesDownAt = Optional.empty();
        endConsole("The machine is off.");
    }

    private DomainSpec withDisks(List<DiskSpec> disks) {
        return new DomainSpec(
                defined.instance(),
                defined.title(),
                defined.memory(),
                defined.vcpus(),
                defined.uefi(),
                disks,
                defined.nics(),
                defined.seed(),
                defined.operation());
    }

    private static List<DiskSpec> with(List<DiskSpec> disks, DiskSpec disk) {
        return Stream.concat(without(disks, disk.volume()).stream(), Stream.of(disk))
                .toList();
    }

    private static List<DiskSpec> without(List<DiskSpec> disks, VolumeId volume) {
        return disks.stream().filter(disk -> !disk.volume().equals(volume)).toList();
    }

    @Override
    public String toString() {
        return "%s '%s' %s, %s, %d vcpus, disks %s running with %s, adapters %s"
                .formatted(
                        defined.instance(),
                        defined.title(),
                        state().wire(),
                        defined.memory().forPeople(),
                        defined.vcpus(),
                        images(defined.disks()),
                        images(live),
                        defined.nics().stream()
                                .map(nic -> nic.adapter().value())
                                .toList());
    }

    private static List<String> images(List<DiskSpec> disks) {
        return disks.stream()
                .map(disk -> disk.target() + "=" + disk.image())
                .sorted()
                .toList();
    }
}
