package cloud.kowabunga.kahuna.storage;

import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;

import cloud.kowabunga.Name;
import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.catalog.PartOfKompute;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.db.tables.records.VolumeRecord;
import cloud.kowabunga.kahuna.tenancy.ProjectQuota;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.ResizePlan;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumeLedger.Expected;
import cloud.kowabunga.storage.VolumeLedger.Naming;
import cloud.kowabunga.storage.VolumeLedger.Resize;
import java.util.Optional;
import org.jooq.DSLContext;

/** How a volume grows, alone or as a part of a Kompute. */
public final class VolumeGrowth {
    private VolumeGrowth() {}

    /** Reserves the growth, under the lock of the volume's project. */
    public static ResizePlan begin(DSLContext sql, Resize resize) {
        var seen = sql.select(VOLUME.PROJECT_ID, VOLUME.KOMPUTE_ID)
                .from(VOLUME)
                .where(VOLUME.ID.eq(resize.volume()))
                .fetchOptional()
                .orElseThrow(() -> absent(resize.volume()));
        var quota = ProjectQuota.hold(sql, seen.value1());
        PartOfKompute.claim(sql, seen.value2(), resize.operation());
        var volume = required(sql, resize.volume());
        requireExpected(volume, resize);
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
        return plan(sql, volume, resize);
    }

    /** The same resize asking again finds its own doing. */
    private static void requireExpected(VolumeRecord volume, Resize resize) {
        var is = new Expected(new Naming(new Name(volume.getName()), volume.getDescription()), volume.getSize());
        if (resize.expected() != null
                && !resize.operation().equals(volume.getOperationId())
                && !resize.expected().equals(is)) {
            throw Fault.CHANGED_MEANWHILE.because(
                    "Volume '%s' has changed since it was read. Read it again, and change it as it is now."
                            .formatted(volume.getName()));
        }
    }

    /** A resize whose workflow was terminated leaves RESIZING behind; the next one takes its place. */
    private static void requireResizable(VolumeRecord volume, Resize resize) {
        if (volume.getState() != VolumeState.READY && volume.getState() != VolumeState.RESIZING) {
            throw Fault.INVALID_STATE.because("Volume '%s' is %s; it can be resized when it is ready."
                    .formatted(volume.getName(), volume.getState().wire()));
        }
        if (resize.size().compareTo(volume.getSize()) < 0) {
            throw Fault.INVALID_VALUE.because("size: Volume '%s' has %s (%d bytes) and cannot shrink to %s (%d bytes)."
                    .formatted(
                            volume.getName(),
                            volume.getSize().forPeople(),
                            volume.getSize().value(),
                            resize.size().forPeople(),
                            resize.size().value()));
        }
    }

    private static ResizePlan plan(DSLContext sql, VolumeRecord volume, Resize resize) {
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

    /** The volume is as large as that. */
    public static void settle(DSLContext sql, Resize resize) {
        resizing(sql, resize).ifPresent(volume -> {
            sql.update(VOLUME)
                    .set(VOLUME.SIZE, resize.size())
                    .setNull(VOLUME.NEW_SIZE)
                    .where(VOLUME.ID.eq(volume.getId()))
                    .execute();
            enter(sql, volume, VolumeState.READY);
        });
    }

    /** The volume stays as large as it was. */
    public static void abandon(DSLContext sql, Resize resize) {
        resizing(sql, resize).ifPresent(volume -> {
            sql.update(VOLUME)
                    .setNull(VOLUME.NEW_SIZE)
                    .where(VOLUME.ID.eq(volume.getId()))
                    .execute();
            enter(sql, volume, VolumeState.READY);
        });
    }

    private static Optional<VolumeRecord> resizing(DSLContext sql, Resize resize) {
        return held(sql, resize.volume())
                .filter(volume -> volume.getState() == VolumeState.RESIZING
                        && volume.getOperationId().equals(resize.operation()));
    }

    static void enter(DSLContext sql, VolumeRecord volume, VolumeState state) {
        sql.update(VOLUME)
                .set(VOLUME.STATE, state)
                .setNull(VOLUME.STATE_BEFORE)
                .where(VOLUME.ID.eq(volume.getId()))
                .execute();
        ChangeNotice.send(sql, Noun.VOLUME, volume.getId());
    }

    static Optional<VolumeRecord> held(DSLContext sql, VolumeId id) {
        return sql.selectFrom(VOLUME).where(VOLUME.ID.eq(id)).forUpdate().fetchOptional();
    }

    static VolumeRecord required(DSLContext sql, VolumeId id) {
        return held(sql, id).orElseThrow(() -> absent(id));
    }

    static RuntimeException absent(VolumeId id) {
        return Fault.NOT_FOUND.because("There is no Volume with the id '" + id + "'.");
    }
}
