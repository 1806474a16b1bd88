package cloud.kowabunga.testing;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.compute.DiskSpec;
import cloud.kowabunga.compute.DomainSpec;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.InstancePlan;
import cloud.kowabunga.compute.InstanceSpec;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.InstanceUpdatePlan;
import cloud.kowabunga.compute.NicSpec;
import cloud.kowabunga.compute.Seed;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.VolumeType;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.KaktusLoad;
import cloud.kowabunga.topology.Placement;
import cloud.kowabunga.topology.PoolReach;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The ledger of instances in memory. */
final class InMemoryInstanceLedger implements InstanceLedger {
    private final InMemoryLedgers world;
    private final Rows rows;

    InMemoryInstanceLedger(InMemoryLedgers world) {
        this.world = world;
        this.rows = world.rows;
    }

    @Override
    public InstancePlan admit(Admission admission) {
        return world.transaction(() -> {
            var spec = admission.spec();
            var there = rows.instances.get(spec.id().value());
            if (there != null && there.operation.equals(admission.operation())) {
                return plan(there);
            }
            world.requireRegion(admission.region());
            world.requireZone(admission.zone());
            Rows.find(rows.projects, "Project", admission.project().value());
            requireFreeName(admission.project(), spec);
            requireUsable(admission.project(), spec, null, admission.operation());
            var row = new Rows.Instance(admission.project(), elect(admission), spec, admission.operation());
            rows.instances.put(spec.id().value(), row);
            try {
                world.requireQuota(admission.project());
            } catch (RuntimeException refused) {
                rows.instances.remove(spec.id().value());
                throw refused;
            }
            take(row, spec, null);
            return plan(row);
        });
    }

    @Override
    public void withdraw(InstanceId instance) {
        forget(instance);
    }

    @Override
    public void settle(Settlement settlement) {
        change(settlement.instance(), row -> row.state = settlement.state());
    }

    @Override
    public InstancePlan locate(Claim claim) {
        return world.transaction(() -> {
            var row = find(claim.instance());
            world.komputeOf(row).ifPresent(whole -> world.claim(whole, claim.operation()));
            return plan(row);
        });
    }

    @Override
    public InstancePlan beginDelete(Claim claim) {
        return world.transaction(() -> {
            var row = find(claim.instance());
            world.requireNoPart(row, "Instance '" + row.spec.name() + "'");
            if (row.state != InstanceState.DELETING) {
                row.before = row.state;
                row.state = InstanceState.DELETING;
            }
            return plan(row);
        });
    }

    @Override
    public void abandonDelete(InstanceId instance) {
        change(instance, row -> {
            if (row.state == InstanceState.DELETING && world.komputeOf(row).isEmpty()) {
                row.state = row.before;
            }
        });
    }

    @Override
    public void forget(InstanceId instance) {
        change(instance, row -> {
            rows.volumes.values().stream()
                    .filter(volume -> volume.instance == row)
                    .forEach(Rows.Volume::letGo);
            rows.adapters.values().stream()
                    .filter(adapter -> adapter.instance == row)
                    .forEach(Rows.Adapter::letGo);
            rows.instances.remove(instance.value());
        });
    }

    @Override
    public InstanceUpdatePlan beginUpdate(Update update) {
        return world.transaction(() -> {
            var spec = update.spec();
            var row = find(spec.id());
            world.komputeOf(row).ifPresent(whole -> world.claim(whole, update.operation()));
            if (!update.operation().equals(row.update)) {
                if (row.state == InstanceState.CREATING || row.state == InstanceState.DELETING) {
                    throw Fault.INVALID_STATE.because("Instance '%s' is %s and cannot be changed now."
                            .formatted(row.spec.name(), row.state.wire()));
                }
                if (update.expected() != null && !update.expected().equals(row.spec)) {
                    throw Fault.CHANGED_MEANWHILE.because("Instance '" + row.spec.name() + "' has changed.");
                }
                if (!spec.name().equals(row.spec.name())) {
                    requireFreeName(row.project, spec);
                }
                requireUsable(row.project, spec, row, update.operation());
                requireAllParts(row, spec);
                reserve(row, update);
            }
            return difference(row, update);
        });
    }

    @Override
    public void settleUpdate(Update update) {
        change(update.spec().id(), row -> {
            if (update.operation().equals(row.update)) {
                var spec = update.spec();
                rows.volumes.values().stream()
                        .filter(volume ->
                                volume.instance == row && !spec.volumes().contains(volume.spec.id()))
                        .forEach(Rows.Volume::letGo);
                rows.adapters.values().stream()
                        .filter(adapter ->
                                adapter.instance == row && !spec.adapters().contains(adapter.id))
                        .forEach(Rows.Adapter::letGo);
                rows.volumes.values().stream()
                        .filter(volume -> volume.instance == row)
                        .forEach(volume -> volume.reservedBy = null);
                rows.adapters.values().stream()
                        .filter(adapter -> adapter.instance == row)
                        .forEach(adapter -> adapter.reservedBy = null);
                row.spec = spec;
                end(row);
            }
        });
    }

    @Override
    public void abandonUpdate(Update update) {
        change(update.spec().id(), row -> {
            if (update.operation().equals(row.update)) {
                rows.volumes.values().stream()
                        .filter(volume -> update.operation().equals(volume.reservedBy))
                        .forEach(Rows.Volume::letGo);
                rows.adapters.values().stream()
                        .filter(adapter -> update.operation().equals(adapter.reservedBy))
                        .forEach(Rows.Adapter::letGo);
                end(row);
            }
        });
    }

    private static void end(Rows.Instance row) {
        row.wanted = null;
        row.update = null;
    }

    private void reserve(Rows.Instance row, Update update) {
        row.wanted = update.spec();
        row.update = update.operation();
        try {
            world.requireQuota(row.project);
            var load = load(row.kaktus);
            if (load.usedVcpus() > load.vcpus() || load.usedMemory().compareTo(load.memory()) > 0) {
                throw Fault.NO_KAKTUS_FITS.because("Kaktus '" + row.kaktus.name + "' has no room for so much more.");
            }
        } catch (RuntimeException refused) {
            end(row);
            throw refused;
        }
        take(row, update.spec(), update.operation());
    }

    private InstanceUpdatePlan difference(Rows.Instance row, Update update) {
        var before = plan(row);
        var after = domain(update.spec(), update.operation());
        return new InstanceUpdatePlan(
                before,
                after,
                without(after.disks(), before.domain().disks()),
                without(before.domain().disks(), after.disks()),
                !update.spec().memory().equals(row.spec.memory())
                        || update.spec().vcpus() != row.spec.vcpus()
                        || !update.spec().adapters().equals(row.spec.adapters())
                        || !update.spec().name().equals(row.spec.name()));
    }

    private static List<DiskSpec> without(List<DiskSpec> disks, List<DiskSpec> others) {
        return disks.stream().filter(disk -> !others.contains(disk)).toList();
    }

    private void requireFreeName(ProjectId project, InstanceSpec spec) {
        if (rows.instances.values().stream()
                .anyMatch(row -> row.project.equals(project)
                        && Stream.of(row.spec, Objects.requireNonNullElse(row.wanted, row.spec))
                                .anyMatch(other -> other.name().equals(spec.name())))) {
            throw Fault.NAME_TAKEN.because("The project has an instance '" + spec.name() + "' already.");
        }
    }

    private void requireAllParts(Rows.Instance row, InstanceSpec spec) {
        rows.volumes.values().stream()
                .filter(volume -> volume.instance == row && !spec.volumes().contains(volume.spec.id()))
                .forEach(volume -> world.requireNoPart(volume, "Volume '" + volume.spec.name() + "'"));
        rows.adapters.values().stream()
                .filter(adapter -> adapter.instance == row && !spec.adapters().contains(adapter.id))
                .forEach(adapter -> world.requireNoPart(adapter, "Adapter '" + adapter.id + "'"));
    }

    private void requireUsable(
            ProjectId project, InstanceSpec spec, Rows.@Nullable Instance self, OperationId operation) {
        for (var id : spec.volumes()) {
            var volume = Optional.ofNullable(rows.volumes.get(id.value()))
                    .filter(row -> row.project.equals(project))
                    .orElseThrow(() -> Fault.NOT_FOUND.because("There is no Volume '" + id + "' in the project."));
            if (volume.instance != null && volume.instance != self) {
                throw Fault.IN_USE.because("Volume '" + volume.spec.name() + "' is attached to another instance.");
            }
            // What the same operation is making is ready by the time that it is used.
            var inTheMaking = volume.state.equals("CREATING") && volume.operation.equals(operation);
            if (volume.instance == null && !volume.state.equals("READY") && !inTheMaking) {
                throw Fault.INVALID_STATE.because(
                        "Volume '" + volume.spec.name() + "' is not ready: it is " + volume.state + ".");
            }
        }
        for (var id : spec.adapters()) {
            var adapter = Rows.find(rows.adapters, "Adapter", id.value());
            if (adapter.instance != null && adapter.instance != self) {
                throw Fault.IN_USE.because("Adapter '" + id + "' belongs to another instance.");
            }
        }
    }

    private Rows.Kaktus elect(Admission admission) {
        var spec = admission.spec();
        var candidates = rows.kaktuses.values().stream()
                .filter(kaktus -> kaktus.alive)
                .filter(kaktus -> admission.zone() == null || kaktus.zone.equals(admission.zone()))
                .filter(kaktus -> spec.volumes().stream()
                        .map(id -> Rows.find(rows.volumes, "Volume", id.value()).pool)
                        .allMatch(pool -> pool.reach() == PoolReach.REGION
                                || pool.servedBy().contains(kaktus.id)))
                .map(this::load)
                .toList();
        return Placement.elect(candidates, spec.vcpus(), spec.memory())
                .map(id -> Rows.find(rows.kaktuses, "Kaktus", id.value()))
                .orElseThrow(() -> Fault.NO_KAKTUS_FITS.because("No Kaktus has %d virtual CPUs and %s left."
                        .formatted(spec.vcpus(), spec.memory().forPeople())));
    }

    private KaktusLoad load(Rows.Kaktus kaktus) {
        var here = rows.instances.values().stream()
                .filter(row -> row.kaktus == kaktus)
                .toList();
        return new KaktusLoad(
                kaktus.id,
                kaktus.vcpus,
                kaktus.memory,
                here.stream().mapToLong(Rows.Instance::vcpus).sum(),
                here.stream().map(Rows.Instance::memory).reduce(Bytes.ZERO, Bytes::plus));
    }

    private void take(Rows.Instance row, InstanceSpec spec, @Nullable OperationId reservedBy) {
        for (var id : spec.volumes()) {
            var volume = Rows.find(rows.volumes, "Volume", id.value());
            if (volume.instance == null) {
                volume.target = freeTarget(row);
                volume.instance = row;
                volume.reservedBy = reservedBy;
            }
        }
        for (var id : spec.adapters()) {
            var adapter = Rows.find(rows.adapters, "Adapter", id.value());
            if (adapter.instance == null) {
                adapter.instance = row;
                adapter.reservedBy = reservedBy;
            }
        }
    }

    private String freeTarget(Rows.Instance row) {
        return IntStream.rangeClosed('a', 'z')
                .mapToObj(letter -> "vd" + (char) letter)
                .filter(target -> rows.volumes.values().stream()
                        .noneMatch(volume -> volume.instance == row && target.equals(volume.target)))
                .findFirst()
                .orElseThrow(() -> Fault.INVALID_VALUE.because("volumes: an instance has at most 26 disks."));
    }

    InstancePlan plan(Rows.Instance row) {
        return new InstancePlan(row.kaktus.id, row.kaktus.name, domain(row.spec, row.operation), row.state);
    }

    private DomainSpec domain(InstanceSpec spec, OperationId operation) {
        var disks = spec.volumes().stream()
                .map(id -> Rows.find(rows.volumes, "Volume", id.value()))
                .map(volume -> new DiskSpec(
                        volume.spec.id(),
                        ImageRef.of(volume.pool.name(), volume.spec.id()),
                        Objects.requireNonNull(volume.target),
                        volume.spec.type() == VolumeType.ISO))
                .toList();
        var nics = spec.adapters().stream()
                .map(id -> new NicSpec(id, Rows.find(rows.adapters, "Adapter", id.value()).mac, "kow0", 0))
                .toList();
        var seed = new Seed("instance-id: " + spec.id(), "#cloud-config", "version: 2");
        return new DomainSpec(
                spec.id(), spec.name().value(), spec.memory(), spec.vcpus(), spec.uefi(), disks, nics, seed, operation);
    }

    private Rows.Instance find(InstanceId instance) {
        return Rows.find(rows.instances, "Instance", instance.value());
    }

    private void change(InstanceId instance, Consumer<Rows.Instance> change) {
        world.transaction(() -> {
            var row = rows.instances.get(instance.value());
            if (row != null) {
                change.accept(row);
            }
            return true;
        });
    }
}
