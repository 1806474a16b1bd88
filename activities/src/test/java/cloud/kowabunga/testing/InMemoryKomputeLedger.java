package cloud.kowabunga.testing;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.InstanceSpec;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.KomputeId;
import cloud.kowabunga.compute.KomputeLedger;
import cloud.kowabunga.compute.KomputePlan;
import cloud.kowabunga.compute.KomputeSpec;
import cloud.kowabunga.compute.KomputeUpdatePlan;
import cloud.kowabunga.compute.KomputeUpdatePlan.Growth;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.network.MacAddress;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The ledger of Komputes in memory: what it does to parts is done by the ledgers of those, under the same lock. */
final class InMemoryKomputeLedger implements KomputeLedger {
    private final InMemoryLedgers world;
    private final Rows rows;
    private final InMemoryInstanceLedger instances;
    private final InMemoryVolumeLedger volumes;

    InMemoryKomputeLedger(InMemoryLedgers world) {
        this.world = world;
        this.rows = world.rows;
        this.instances = new InMemoryInstanceLedger(world);
        this.volumes = new InMemoryVolumeLedger(world);
    }

    @Override
    public KomputePlan admit(Admission admission) {
        return world.transaction(() -> {
            var there = rows.komputes.get(admission.spec().id().value());
            if (there != null && there.operation.equals(admission.operation())) {
                return plan(there);
            }
            try {
                return insert(admission);
            } catch (RuntimeException refused) {
                erase(admission.spec());
                throw refused;
            }
        });
    }

    private KomputePlan insert(Admission admission) {
        var spec = admission.spec();
        volumes.admit(admission.bootVolume());
        if (spec.dataDisk().value() > 0) {
            volumes.admit(
                    spec.dataVolume(admission.operation(), admission.project(), admission.region(), admission.pool()));
        }
        var adapters = new ArrayList<AdapterId>();
        if (admission.publicAddress()) {
            adapters.add(adapter(spec.parts().publicAdapter(), publicSubnet()));
        }
        adapters.add(adapter(spec.parts().privateAdapter(), privateSubnet(admission)));
        instances.admit(admission.machine(adapters));
        var instance =
                Rows.find(rows.instances, "Instance", spec.parts().instance().value());
        var row = new Rows.Kompute(spec.id(), admission.project(), admission.operation(), instance);
        rows.volumes.values().stream()
                .filter(volume -> volume.instance == instance)
                .forEach(row.volumes::add);
        row.volumes.sort((one, other) -> one.spec.type().compareTo(other.spec.type()));
        adapters.forEach(id -> row.adapters.add(Rows.find(rows.adapters, "Adapter", id.value())));
        rows.komputes.put(spec.id().value(), row);
        return plan(row);
    }

    private Rows.Subnet publicSubnet() {
        return Optional.ofNullable(rows.subnets.get("public"))
                .orElseThrow(() -> Fault.INVALID_STATE.because("The region has no public network."));
    }

    private Rows.Subnet privateSubnet(Admission admission) {
        return Optional.ofNullable(rows.subnets.get(admission.project().value()))
                .orElseThrow(() -> Fault.INVALID_STATE.because("The project has no private subnet in the region."));
    }

    private AdapterId adapter(AdapterId id, Rows.Subnet subnet) {
        var address = IntStream.rangeClosed(1, subnet.addresses())
                .mapToObj(number -> subnet.name() + "." + number)
                .filter(each -> rows.adapters.values().stream().noneMatch(row -> each.equals(row.address)))
                .findFirst()
                .orElseThrow(() -> Fault.SUBNET_FULL.because("Subnet '" + subnet.name() + "' has no free address."));
        var row = new Rows.Adapter(id, new MacAddress("52:54:01:00:00:%02x".formatted(rows.adapters.size())));
        row.address = address;
        rows.adapters.put(id.value(), row);
        return id;
    }

    private void erase(KomputeSpec spec) {
        var parts = spec.parts();
        rows.adapters.remove(parts.privateAdapter().value());
        rows.adapters.remove(parts.publicAdapter().value());
        rows.volumes.remove(parts.disk().value());
        rows.volumes.remove(parts.dataDisk().value());
    }

    @Override
    public void withdraw(KomputeId kompute) {
        forget(kompute);
    }

    @Override
    public void settle(Settlement settlement) {
        change(settlement.kompute(), row -> {
            row.instance.state = settlement.state();
            row.volumes.forEach(volume -> volume.state = "READY");
        });
    }

    @Override
    public KomputePlan beginDelete(Claim claim) {
        return world.transaction(() -> {
            var row = find(claim.kompute());
            world.claim(row, claim.operation());
            if (row.instance.state != InstanceState.DELETING) {
                row.instance.before = row.instance.state;
                row.instance.state = InstanceState.DELETING;
            }
            return plan(row);
        });
    }

    @Override
    public void abandonDelete(KomputeId kompute) {
        change(kompute, row -> {
            if (row.instance.state == InstanceState.DELETING) {
                row.instance.state = row.instance.before;
            }
        });
    }

    @Override
    public void forget(KomputeId kompute) {
        change(kompute, row -> {
            rows.komputes.remove(kompute.value());
            instances.forget(row.instance.spec.id());
            row.adapters.forEach(adapter -> rows.adapters.remove(adapter.id.value()));
            row.volumes.forEach(volume -> rows.volumes.remove(volume.spec.id().value()));
        });
    }

    @Override
    public KomputeUpdatePlan beginUpdate(Update update) {
        return world.transaction(() -> {
            var spec = update.spec();
            var row = find(spec.id());
            world.claim(row, update.operation());
            try {
                return begin(row, update);
            } catch (RuntimeException refused) {
                if (!update.operation().equals(row.instance.update)) {
                    abandon(row, update);
                }
                throw refused;
            }
        });
    }

    private KomputeUpdatePlan begin(Rows.Kompute row, Update update) {
        var spec = update.spec();
        requireSettled(row);
        if (!update.operation().equals(row.instance.update)) {
            update.requireExpected(now(row, spec));
        }
        abandonLeftOver(row, update);
        requireNoShrinking(row, spec);
        var boot = row.volumes.getFirst();
        var newDisk = row.volumes.stream()
                .filter(volume -> volume.spec.type() == VolumeType.RAW
                        && update.operation().equals(volume.operation))
                .findFirst()
                .map(InMemoryVolumeLedger::plan)
                .orElse(null);
        if (spec.dataDisk().value() > 0 && row.volumes.size() == 1) {
            newDisk = volumes.admit(spec.dataVolume(update.operation(), row.project, world.region(), boot.pool.id()));
            row.volumes.add(
                    Rows.find(rows.volumes, "Volume", spec.parts().dataDisk().value()));
        }
        var growths = new ArrayList<Growth>();
        for (var volume : row.volumes) {
            var growth = update.growth(volume.spec.id());
            if (volume.state.equals("RESIZING") || growth.size().compareTo(volume.size) > 0) {
                growths.add(new Growth(volume.spec.id(), volumes.beginResize(growth)));
            }
        }
        var machine = instances.beginUpdate(new InstanceLedger.Update(update.operation(), wanted(row, update)));
        return new KomputeUpdatePlan(machine, newDisk, growths);
    }

    /** Of an update whose workflow was terminated. */
    private void abandonLeftOver(Rows.Kompute row, Update update) {
        var leftOver = row.instance.update;
        if (leftOver != null && !leftOver.equals(update.operation())) {
            abandon(row, new Update(leftOver, update.spec()));
        }
    }

    private static KomputeSpec now(Rows.Kompute row, KomputeSpec wanted) {
        var is = row.instance.spec;
        var data = row.volumes.stream()
                .filter(volume -> volume.spec.type() == VolumeType.RAW && !volume.state.equals("CREATING"))
                .map(volume -> volume.size)
                .findFirst()
                .orElse(Bytes.ZERO);
        return new KomputeSpec(
                wanted.id(),
                is.name(),
                is.description(),
                is.memory(),
                is.vcpus(),
                row.volumes.getFirst().size,
                data,
                is.uefi(),
                is.kmotionEnabled(),
                wanted.parts());
    }

    private static void requireSettled(Rows.Kompute row) {
        var state = row.instance.state;
        if (state == InstanceState.CREATING || state == InstanceState.DELETING) {
            throw Fault.INVALID_STATE.because(
                    "Kompute '%s' is %s and cannot be changed now.".formatted(row.instance.spec.name(), state.wire()));
        }
    }

    private static void requireNoShrinking(Rows.Kompute row, KomputeSpec spec) {
        for (var volume : row.volumes) {
            var boots = volume.spec.type() == VolumeType.OS;
            var wanted = boots ? spec.disk() : spec.dataDisk();
            if (wanted.compareTo(volume.size) < 0) {
                throw Fault.INVALID_VALUE.because("%s: it has %s and cannot shrink to %s."
                        .formatted(boots ? "disk" : "data_disk", volume.size.forPeople(), wanted.forPeople()));
            }
        }
    }

    /** The instance as it is, with the new size and name, and with the new disk. */
    private static InstanceSpec wanted(Rows.Kompute row, Update update) {
        var now = row.instance.spec;
        var disks = new ArrayList<VolumeId>(now.volumes());
        row.volumes.stream()
                .map(volume -> volume.spec.id())
                .filter(id -> !disks.contains(id))
                .forEach(disks::add);
        return update.spec().instance(now.adapters(), disks);
    }

    @Override
    public void settleUpdate(Update update) {
        change(update.spec().id(), row -> {
            if (update.operation().equals(row.instance.update)) {
                growing(row).forEach(volume -> volumes.settleResize(update.growth(volume.spec.id())));
                instances.settleUpdate(new InstanceLedger.Update(update.operation(), wanted(row, update)));
                row.volumes.forEach(volume -> volume.state = "READY");
            }
        });
    }

    @Override
    public void abandonUpdate(Update update) {
        change(update.spec().id(), row -> {
            if (update.operation().equals(row.instance.update)) {
                abandon(row, update);
            }
        });
    }

    private void abandon(Rows.Kompute row, Update update) {
        growing(row).forEach(volume -> volumes.abandonResize(update.growth(volume.spec.id())));
        instances.abandonUpdate(new InstanceLedger.Update(update.operation(), wanted(row, update)));
        for (var volume : List.copyOf(row.volumes)) {
            if (volume.state.equals("CREATING") && volume.operation.equals(update.operation())) {
                row.volumes.remove(volume);
                rows.volumes.remove(volume.spec.id().value());
            }
        }
    }

    private static List<Rows.Volume> growing(Rows.Kompute row) {
        return row.volumes.stream()
                .filter(volume -> volume.state.equals("RESIZING"))
                .toList();
    }

    private KomputePlan plan(Rows.Kompute row) {
        return new KomputePlan(
                instances.plan(row.instance),
                row.volumes.stream().map(InMemoryVolumeLedger::plan).toList());
    }

    private Rows.Kompute find(KomputeId id) {
        return Rows.find(rows.komputes, "Kompute", id.value());
    }

    private void change(KomputeId kompute, Consumer<Rows.Kompute> change) {
        world.transaction(() -> {
            var row = rows.komputes.get(kompute.value());
            if (row != null) {
                change.accept(row);
            }
            return true;
        });
    }
}
