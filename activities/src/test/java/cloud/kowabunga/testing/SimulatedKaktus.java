package cloud.kowabunga.testing;

import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.topology.KaktusId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The state of one Kaktus. Guarded by the lock of its data center. */
final class SimulatedKaktus {
    final KaktusId id;
    final Set<String> bridges;
    final Map<String, SimulatedMachine> machines = new TreeMap<>();
    boolean libvirtAway;
    Optional<Duration> shutdownTime = Optional.of(Duration.ZERO);

    SimulatedKaktus(KaktusId id, Set<String> bridges) {
        this.id = id;
        this.bridges = new HashSet<>(bridges);
    }

    void requireLibvirt() {
        if (libvirtAway) {
            throw Fault.LIBVIRT_AWAY.because("libvirt does not answer on Kaktus '" + id + "'.");
        }
    }

    SimulatedMachine machine(InstanceId instance) {
        return Optional.ofNullable(machines.get(instance.value()))
                .orElseThrow(() -> Fault.NOT_FOUND.because(
                        "There is no machine of instance '" + instance + "' on Kaktus '" + id + "'."));
    }

    boolean uses(ImageRef image) {
        return machines.values().stream().anyMatch(machine -> machine.uses(image));
    }

    long running() {
        return machines.values().stream()
                .filter(machine -> machine.state() == InstanceState.RUNNING)
                .count();
    }

    Stream<String> dump() {
        return machines.values().stream().map(machine -> "machine on " + id + ": " + machine);
    }
}
