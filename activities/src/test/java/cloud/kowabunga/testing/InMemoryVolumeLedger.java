package cloud.kowabunga.testing;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Name;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.ResizePlan;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.storage.VolumePlan;
import cloud.kowabunga.storage.VolumeSpec;
import cloud.kowabunga.storage.VolumeType;
import cloud.kowabunga.tenancy.ProjectId;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The ledger of volumes in memory. */
final class InMemoryVolumeLedger implements VolumeLedger {
    private final InMemoryLedgers world;

    InMemoryVolumeLedger(InMemoryLedgers world) {
        this.world = world;
    }

    @Override
    public VolumePlan admit(Admission admission) {
        return world.transaction(() -> {
            var spec = admission.spec();
            var there = world.rows.volumes.get(spec.id().value());
            if (there != null && there.operation.equals(admission.operation())) {
                return plan(there);
            }
            world.requireRegion(admission.region());
            Rows.find(world.rows.projects, "Project", admission.project().value());
            requireFreeName(admission.project(), spec.name(), null);
            var pool = poolFor(admission);
            var template = templateFor(admission, pool);
            var size = sizeFor(spec.size(), template);
            requireRoom(pool, size.value());
            var row = new Rows.Volume(admission.project(), pool, template, spec, size, admission.operation());
            world.rows.volumes.put(spec.id().value(), row);
            orTakeBack(admission, () -> world.rows.volumes.remove(spec.id().value()));
            return plan(row);
        });
    }

    @Override
    public void withdraw(VolumeId volume) {
        forget(volume);
    }

    @Override
    public void settle(VolumeId volume) {
        change(volume, row -> row.state = "READY");
    }

    @Override
    public ResizePlan beginResize(Resize resize) {
        return world.transaction(() -> {
            var row = find(resize.volume());
            world.komputeOf(row).ifPresent(whole -> world.claim(whole, resize.operation()));
            if (!resize.operation().equals(row.reservedBy) && !row.state.equals("READY")) {
                throw Fault.INVALID_STATE.because(
                        "Volume '" + row.spec.name() + "' is not ready to be resized: it is " + row.state + ".");
            }
            var naming = resize.naming();
            var is = new Expected(new Naming(row.spec.name(), row.spec.description()), row.size);
            if (resize.expected() != null
                    && row.reservedBy == null
                    && !resize.expected().equals(is)) {
                throw Fault.CHANGED_MEANWHILE.because("Volume '" + row.spec.name() + "' has changed.");
            }
            if (resize.size().compareTo(row.size) < 0) {
                throw Fault.INVALID_VALUE.because("size: volume '%s' has %s and cannot shrink to %s."
                        .formatted(
                                row.spec.name(),
                                row.size.forPeople(),
                                resize.size().forPeople()));
            }
            if (naming != null) {
                requireFreeName(row.project, naming.name(), row);
            }
            var wasSize = row.newSize;
            row.newSize = resize.size();
            try {
                world.requireQuota(row.project);
                requireRoom(row.pool, 0);
            } catch (RuntimeException refused) {
                row.newSize = wasSize;
                throw refused;
            }
            if (naming != null) {
                var was = row.spec;
                row.spec = new VolumeSpec(was.id(), naming.name(), naming.description(), was.type(), was.size());
            }
            row.state = "RESIZING";
            row.reservedBy = resize.operation();
            var instance = row.instance;
            return new ResizePlan(
                    row.pool.id(),
                    ImageRef.of(row.pool.name(), row.spec.id()),
                    row.size,
                    resize.size(),
                    instance == null ? null : instance.spec.id(),
                    instance == null ? null : instance.kaktus.id);
        });
    }

    @Override
    public void settleResize(Resize resize) {
        change(resize.volume(), row -> {
            if (resize.operation().equals(row.reservedBy)) {
                row.size = resize.size();
                endResize(row);
            }
        });
    }

    @Override
    public void abandonResize(Resize resize) {
        change(resize.volume(), row -> {
            if (resize.operation().equals(row.reservedBy)) {
                endResize(row);
            }
        });
    }

    @Override
    public VolumePlan beginDelete(Claim claim) {
        return world.transaction(() -> {
            var row = find(claim.volume());
            world.requireNoPart(row, "Volume '" + row.spec.name() + "'");
            if (row.instance != null) {
                throw Fault.IN_USE.because("Volume '%s' is attached to instance '%s'; detach it first."
                        .formatted(row.spec.name(), row.instance.spec.name()));
            }
            row.state = "DELETING";
            return plan(row);
        });
    }

    @Override
    public void abandonDelete(VolumeId volume) {
        change(volume, row -> {
            if (world.komputeOf(row).isEmpty()) {
                row.state = "READY";
            }
        });
    }

    @Override
    public void forget(VolumeId volume) {
        world.transaction(() -> world.rows.volumes.remove(volume.value()) != null);
    }

    private void requireFreeName(ProjectId project, Name name, Rows.@Nullable Volume except) {
        if (world.rows.volumes.values().stream()
                .anyMatch(row -> row != except
                        && row.project.equals(project)
                        && row.spec.name().equals(name))) {
            throw Fault.NAME_TAKEN.because("The project has a volume '" + name + "' already.");
        }
    }

    private Rows.Pool poolFor(Admission admission) {
        var wanted = Optional.ofNullable(admission.pool())
                .or(() -> Optional.ofNullable(world.defaultPool))
                .orElseThrow(() -> Fault.NOT_FOUND.because("The region has no default StoragePool; name one."));
        return Rows.find(world.rows.pools, "StoragePool", wanted.value());
    }

    private Rows.@Nullable Template templateFor(Admission admission, Rows.Pool pool) {
        var wanted = Optional.ofNullable(admission.template())
                .or(() ->
                        admission.spec().type() == VolumeType.OS ? world.defaultTemplate(pool.id()) : Optional.empty());
        if (wanted.isEmpty()) {
            return null;
        }
        var template = Rows.find(world.rows.templates, "Template", wanted.get().value());
        if (!template.state.equals("READY")) {
            throw Fault.INVALID_STATE.because(
                    "Template '" + template.spec.name() + "' is not ready: it is " + template.state + ".");
        }
        return template;
    }

    private static Bytes sizeFor(Bytes wanted, Rows.@Nullable Template template) {
        var least = template == null ? Bytes.ZERO : template.size;
        var size = wanted.value() == 0 ? least : wanted;
        if (size.value() == 0 || size.compareTo(least) < 0) {
            throw Fault.INVALID_VALUE.because("size: at least %s are needed, not %s."
                    .formatted(least.value() == 0 ? "1 MiB" : least.forPeople(), wanted.forPeople()));
        }
        return size;
    }

    private void requireRoom(Rows.Pool pool, long more) {
        var used = world.rows.volumes.values().stream()
                .filter(row -> row.pool.equals(pool))
                .mapToLong(
                        row -> Optional.ofNullable(row.newSize).orElse(row.size).value())
                .sum();
        if (used + more > pool.capacity().value()) {
            throw Fault.POOL_FULL.because("Pool '%s' has %s, and this would make it %s."
                    .formatted(pool.name(), pool.capacity().forPeople(), new Bytes(used + more).forPeople()));
        }
    }

    private void orTakeBack(Admission admission, Runnable takeBack) {
        try {
            world.requireQuota(admission.project());
        } catch (RuntimeException refused) {
            takeBack.run();
            throw refused;
        }
    }

    static VolumePlan plan(Rows.Volume row) {
        var pool = row.pool;
        var source = row.template == null ? null : ImageRef.of(pool.name(), row.template.spec.id());
        return new VolumePlan(pool.id(), pool.name(), ImageRef.of(pool.name(), row.spec.id()), source, row.size);
    }

    private static void endResize(Rows.Volume row) {
        row.newSize = null;
        row.state = "READY";
        row.reservedBy = null;
    }

    private Rows.Volume find(VolumeId volume) {
        return Rows.find(world.rows.volumes, "Volume", volume.value());
    }

    private void change(VolumeId volume, Consumer<Rows.Volume> change) {
        world.transaction(() -> {
            var row = world.rows.volumes.get(volume.value());
            if (row != null) {
                change.accept(row);
            }
            return true;
        });
    }
}
