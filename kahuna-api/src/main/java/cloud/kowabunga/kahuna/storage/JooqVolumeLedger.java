package cloud.kowabunga.kahuna.storage;

import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;
import static cloud.kowabunga.kahuna.storage.VolumeGrowth.enter;
import static cloud.kowabunga.kahuna.storage.VolumeGrowth.held;
import static cloud.kowabunga.kahuna.storage.VolumeGrowth.required;

import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.catalog.PartOfKompute;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.tenancy.ProjectQuota;
import cloud.kowabunga.storage.ResizePlan;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.storage.VolumePlan;
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
        return database.write(
                sql -> NewVolumes.admit(sql, ProjectQuota.hold(sql, admission.project()), admission, "size"));
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
        return database.write(sql -> VolumeGrowth.begin(sql, resize));
    }

    @Override
    public void settleResize(Resize resize) {
        database.change(sql -> VolumeGrowth.settle(sql, resize));
    }

    @Override
    public void abandonResize(Resize resize) {
        database.change(sql -> VolumeGrowth.abandon(sql, resize));
    }

    @Override
    public VolumePlan beginDelete(Claim claim) {
        return database.write(sql -> {
            var volume = required(sql, claim.volume());
            PartOfKompute.refuseAlone(sql, volume.getKomputeId(), Noun.VOLUME, volume.getName());
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
            return NewVolumes.plan(sql, volume);
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
}
