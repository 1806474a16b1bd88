package cloud.kowabunga.kahuna.storage;

import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.StoragePoolRecord;
import cloud.kowabunga.kahuna.db.tables.records.TemplateRecord;
import cloud.kowabunga.kahuna.db.tables.records.VolumeRecord;
import cloud.kowabunga.kahuna.tenancy.ProjectQuota;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.ResizePlan;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.storage.VolumePlan;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Volumes in PostgreSQL. Locks are taken in one order everywhere: project, pool, template, volume. */
@Component
public final class JooqVolumeLedger implements VolumeLedger {
    private final Database database;

    public JooqVolumeLedger(Database database) {
        this.database = database;
    }

    @Override
    public VolumePlan admit(Admission admission) {
        return database.write(sql -> {
            var quota = ProjectQuota.hold(sql, admission.project());
            var found = held(sql, admission.spec().id()).orElse(null);
            if (found != null) {
                requireSame(found, admission);
                return plan(sql, found);
            }
            quota.requireIn(admission.region());
            var pool = Pools.chosen(sql, admission.region(), admission.pool());
            var template = Pools.chosenTemplate(
                    sql, pool, admission.template(), admission.spec().type());
            var size = size(admission, template);
            Pools.requireNotLargerThan(sql, pool, size);
            var volume = insert(sql, admission, pool, template, size);
            quota.requireWithin();
            ChangeNotice.send(sql, Noun.VOLUME, volume.getId(), admission.operation());
            return plan(sql, volume);
        });
    }

    private static void requireSame(VolumeRecord found, Admission admission) {
        if (!found.getOperationId().equals(admission.operation())) {
            throw Fault.IN_USE.because("There is a Volume with the id '" + found.getId() + "' already.");
        }
    }

    private static Bytes size(Admission admission, @Nullable TemplateRecord template) {
        var wanted = admission.spec().size();
        if (template == null) {
            if (wanted.value() == 0) {
                throw Fault.INVALID_VALUE.because("size: a volume without a template needs a size.");
            }
            return wanted;
        }
        var least = Pools.sizeOf(template);
        if (wanted.value() == 0) {
            return least;
        }
        if (wanted.compareTo(least) < 0) {
            throw Fault.INVALID_VALUE.because("size: Template '%s' needs at least %s (%d bytes), not %d bytes."
                    .formatted(template.getName(), least.forPeople(), least.value(), wanted.value()));
        }
        return wanted;
    }

    private static VolumeRecord insert(
            DSLContext sql,
            Admission admission,
            StoragePoolRecord pool,
            @Nullable TemplateRecord template,
            Bytes size) {
        var spec = admission.spec();
        return sql.insertInto(VOLUME)
                .set(VOLUME.ID, spec.id())
                .set(VOLUME.PROJECT_ID, admission.project())
                .set(VOLUME.REGION_ID, admission.region())
                .set(VOLUME.POOL_ID, pool.getId())
                .set(VOLUME.TEMPLATE_ID, template == null ? null : template.getId())
                .set(VOLUME.NAME, spec.name().value())
                .set(VOLUME.DESCRIPTION, spec.description())
                .set(VOLUME.TYPE, spec.type())
                .set(VOLUME.SIZE, size)
                .set(VOLUME.STATE, VolumeState.CREATING)
                .set(VOLUME.OPERATION_ID, admission.operation())
                .returning()
                .fetchSingle();
    }

    @Override
    public void withdraw(VolumeId id) {
        forget(id);
    }

    @Override
    public void settle(VolumeId id) {
        database.change(sql -> held(sql, id)
                .filter(volume -> volume.getState() == VolumeState.CREATING)
                .ifPresent(volume -> enter(sql, volume, VolumeState.READY)));
    }

    @Override
    public ResizePlan beginResize(Resize resize) {
        return database.write(sql -> {
            var project = sql.select(VOLUME.PROJECT_ID)
                    .from(VOLUME)
                    .where(VOLUME.ID.eq(resize.volume()))
                    .fetchOptional(VOLUME.PROJECT_ID)
                    .orElseThrow(() -> absent(resize.volume()));
            var quota = ProjectQuota.hold(sql, project);
            var volume = required(sql, resize.volume());
            requireResizable(volume, resize);
            sql.update(VOLUME)
                    .set(VOLUME.STATE, VolumeState.RESIZING)
                    .set(VOLUME.NEW_SIZE, resize.size())
                    .set(VOLUME.OPERATION_ID, resize.operation())
                    .where(VOLUME.ID.eq(volume.getId()))
                    .execute();
            if (resize.naming() != null) {
                sql.update(VOLUME)
                        .set(VOLUME.NAME, resize.naming().name().value())
                        .set(VOLUME.DESCRIPTION, resize.naming().description())
                        .where(VOLUME.ID.eq(volume.getId()))
                        .execute();
            }
            quota.requireWithin();
            ChangeNotice.send(sql, Noun.VOLUME, volume.getId(), resize.operation());
            return resizePlan(sql, volume, resize);
        });
    }

    /** A resize whose workflow was terminated leaves RESIZING behind; the next one takes its place. */
    private static void requireResizable(VolumeRecord volume, Resize resize) {
        if (volume.getState() != VolumeState.READY && volume.getState() != VolumeState.RESIZING) {
            throw Fault.INVALID_STATE.because("Volume '%s' is %s; it can be resized when it is ready."
                    .formatted(volume.getName(), volume.getState().wire()));
        }
        if (resize.size().compareTo(volume.getSize()) < 0) {
            throw Fault.INVALID_VALUE.because("size: Volume '%s' has %d bytes and cannot shrink to %d."
                    .formatted(
                            volume.getName(),
                            volume.getSize().value(),
                            resize.size().value()));
        }
    }

    private static ResizePlan resizePlan(DSLContext sql, VolumeRecord volume, Resize resize) {
        var pool = Pools.of(sql, volume.getPoolId());
        var kaktus = sql.select(INSTANCE.KAKTUS_ID)
                .from(INSTANCE)
                .where(INSTANCE.ID.eq(volume.getInstanceId()))
                .fetchOne(INSTANCE.KAKTUS_ID);
        return new ResizePlan(
                pool.getId(),
                ImageRef.of(pool.getPool(), volume.getId()),
                volume.getSize(),
                resize.size(),
                volume.getInstanceId(),
                kaktus);
    }

    @Override
    public void settleResize(Resize resize) {
        database.change(sql -> resizing(sql, resize).ifPresent(volume -> {
            sql.update(VOLUME)
                    .set(VOLUME.SIZE, resize.size())
                    .setNull(VOLUME.NEW_SIZE)
                    .where(VOLUME.ID.eq(volume.getId()))
                    .execute();
            enter(sql, volume, VolumeState.READY);
        }));
    }

    @Override
    public void abandonResize(Resize resize) {
        database.change(sql -> resizing(sql, resize).ifPresent(volume -> {
            sql.update(VOLUME)
                    .setNull(VOLUME.NEW_SIZE)
                    .where(VOLUME.ID.eq(volume.getId()))
                    .execute();
            enter(sql, volume, VolumeState.READY);
        }));
    }

    private static Optional<VolumeRecord> resizing(DSLContext sql, Resize resize) {
        return held(sql, resize.volume())
                .filter(volume -> volume.getState() == VolumeState.RESIZING
                        && volume.getOperationId().equals(resize.operation()));
    }

    @Override
    public VolumePlan beginDelete(Claim claim) {
        return database.write(sql -> {
            var volume = required(sql, claim.volume());
            if (volume.getInstanceId() != null) {
                var owner = sql.select(INSTANCE.NAME)
                        .from(INSTANCE)
                        .where(INSTANCE.ID.eq(volume.getInstanceId()))
                        .fetchOne(INSTANCE.NAME);
                throw Fault.IN_USE.because("Volume '%s' is attached to Instance '%s'; detach it first."
                        .formatted(volume.getName(), owner));
            }
            if (volume.getState() != VolumeState.DELETING) {
                sql.update(VOLUME)
                        .set(VOLUME.STATE_BEFORE, volume.getState())
                        .set(VOLUME.STATE, VolumeState.DELETING)
                        .where(VOLUME.ID.eq(volume.getId()))
                        .execute();
                ChangeNotice.send(sql, Noun.VOLUME, volume.getId(), claim.operation());
            }
            return plan(sql, volume);
        });
    }

    @Override
    public void abandonDelete(VolumeId id) {
        database.change(sql -> held(sql, id)
                .filter(volume -> volume.getState() == VolumeState.DELETING)
                .ifPresent(volume -> {
                    var before = volume.getStateBefore();
                    enter(sql, volume, before == null ? VolumeState.READY : before);
                }));
    }

    @Override
    public void forget(VolumeId id) {
        database.change(sql -> {
            if (sql.deleteFrom(VOLUME).where(VOLUME.ID.eq(id)).execute() > 0) {
                ChangeNotice.send(sql, Noun.VOLUME, id);
            }
        });
    }

    private static VolumePlan plan(DSLContext sql, VolumeRecord volume) {
        var pool = Pools.of(sql, volume.getPoolId());
        var template = volume.getTemplateId();
        return new VolumePlan(
                pool.getId(),
                pool.getName(),
                ImageRef.of(pool.getPool(), volume.getId()),
                template == null ? null : ImageRef.of(pool.getPool(), template),
                volume.getSize());
    }

    private static void enter(DSLContext sql, VolumeRecord volume, VolumeState state) {
        sql.update(VOLUME)
                .set(VOLUME.STATE, state)
                .setNull(VOLUME.STATE_BEFORE)
                .where(VOLUME.ID.eq(volume.getId()))
                .execute();
        ChangeNotice.send(sql, Noun.VOLUME, volume.getId());
    }

    private static Optional<VolumeRecord> held(DSLContext sql, VolumeId id) {
        return sql.selectFrom(VOLUME).where(VOLUME.ID.eq(id)).forUpdate().fetchOptional();
    }

    private static VolumeRecord required(DSLContext sql, VolumeId id) {
        return held(sql, id).orElseThrow(() -> absent(id));
    }

    private static RuntimeException absent(VolumeId id) {
        return Fault.NOT_FOUND.because("There is no Volume with the id '" + id + "'.");
    }
}
