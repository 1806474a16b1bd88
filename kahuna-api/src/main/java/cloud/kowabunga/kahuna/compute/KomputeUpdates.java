package cloud.kowabunga.kahuna.compute;

import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;
import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS;
import static cloud.kowabunga.kahuna.db.Tables.KOMPUTE;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.KomputeLedger.Update;
import cloud.kowabunga.compute.KomputeSpec;
import cloud.kowabunga.compute.KomputeUpdatePlan;
import cloud.kowabunga.compute.KomputeUpdatePlan.Growth;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.catalog.PartOfKompute;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.db.tables.records.InstanceRecord;
import cloud.kowabunga.kahuna.db.tables.records.KomputeRecord;
import cloud.kowabunga.kahuna.db.tables.records.VolumeRecord;
import cloud.kowabunga.kahuna.storage.NewVolumes;
import cloud.kowabunga.kahuna.storage.VolumeGrowth;
import cloud.kowabunga.kahuna.storage.VolumeState;
import cloud.kowabunga.kahuna.tenancy.ProjectQuota;
import cloud.kowabunga.storage.VolumeLedger.Resize;
import cloud.kowabunga.storage.VolumeType;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/**
 * How a Kompute becomes another one: its instance by {@link InstanceUpdates}, its disks by {@link VolumeGrowth}, a data disk that it
 * did not have by {@link NewVolumes}, all in one transaction.
 */
final class KomputeUpdates {
    private KomputeUpdates() {}

    static KomputeUpdatePlan begin(DSLContext sql, Update update) {
        var id = update.spec().id();
        var seen = sql.select(KOMPUTE.PROJECT_ID, INSTANCE.KAKTUS_ID)
                .from(KOMPUTE)
                .join(INSTANCE)
                .on(INSTANCE.KOMPUTE_ID.eq(KOMPUTE.ID))
                .where(KOMPUTE.ID.eq(id))
                .fetchOptional()
                .orElseThrow(() -> Komputes.absent(id));
        var quota = ProjectQuota.hold(sql, seen.value1());
        // Locked before the Kompute, as everywhere.
        sql.select(KAKTUS.ID)
                .from(KAKTUS)
                .where(KAKTUS.ID.eq(seen.value2()))
                .forNoKeyUpdate()
                .execute();
        PartOfKompute.claim(sql, id, update.operation());
        var kompute = Komputes.required(sql, id);
        var instance = Komputes.instance(sql, id);
        InstanceUpdates.requireSettled(instance);
        if (!update.operation().equals(instance.getUpdateOperationId())) {
            update.requireExpected(KomputeQuery.spec(sql, id, instance));
            abandonLeftOver(sql, instance, update);
            requireNoShrinking(sql, instance, update.spec());
            addDataDisk(sql, quota, kompute, update);
        }
        return plan(sql, kompute, update);
    }

    /**
     * Of an update whose workflow was terminated. The data disk that it had begun becomes a volume like any other, of which nobody
     * knows whether it is whole; only its own specification, given again, takes it up.
     */
    private static void abandonLeftOver(DSLContext sql, InstanceRecord instance, Update update) {
        InstanceUpdates.abandonLeftOver(sql, instance);
        instance.refresh();
        for (var volume : Komputes.volumes(sql, update.spec().id())) {
            switch (volume.getState()) {
                case CREATING -> {
                    var takenUp = volume.getId().equals(update.spec().parts().dataDisk());
                    sql.update(VOLUME)
                            .setNull(VOLUME.KOMPUTE_ID)
                            .set(VOLUME.OPERATION_ID, takenUp ? update.operation() : volume.getOperationId())
                            .where(VOLUME.ID.eq(volume.getId()))
                            .execute();
                }
                case RESIZING ->
                    VolumeGrowth.abandon(
                            sql, new Resize(volume.getOperationId(), volume.getId(), volume.getSize(), null));
                case READY, DELETING -> {}
            }
        }
    }

    private static void requireNoShrinking(DSLContext sql, InstanceRecord instance, KomputeSpec spec) {
        for (var volume : Komputes.volumes(sql, spec.id())) {
            var boots = volume.getType() == VolumeType.OS;
            var wanted = boots ? spec.disk() : spec.dataDisk();
            if (wanted.compareTo(volume.getSize()) < 0) {
                throw Fault.INVALID_VALUE.because("%s: Kompute '%s' has %s (%d bytes) there and a disk cannot %s."
                        .formatted(
                                boots ? "disk" : "data_disk",
                                instance.getName(),
                                volume.getSize().forPeople(),
                                volume.getSize().value(),
                                wanted.value() == 0
                                        ? "be taken away"
                                        : "shrink to " + wanted.forPeople() + " (" + wanted.value() + " bytes)"));
            }
        }
    }

    private static void addDataDisk(DSLContext sql, ProjectQuota quota, KomputeRecord kompute, Update update) {
        var spec = update.spec();
        var volumes = Komputes.volumes(sql, kompute.getId());
        if (spec.dataDisk().value() > 0 && volumes.size() == 1) {
            var pool = volumes.getFirst().getPoolId();
            var data = spec.dataVolume(update.operation(), kompute.getProjectId(), kompute.getRegionId(), pool);
            NewVolumes.admit(sql, quota, data, "data_disk");
            NewKomputes.adopt(sql, kompute.getId(), spec.parts().dataDisk());
        }
    }

    private static KomputeUpdatePlan plan(DSLContext sql, KomputeRecord kompute, Update update) {
        var machine = InstanceUpdates.begin(sql, machine(sql, update));
        var growths = new ArrayList<Growth>();
        for (var volume : Komputes.volumes(sql, kompute.getId())) {
            var growth = update.growth(volume.getId());
            if (growth.size().compareTo(volume.getSize()) > 0) {
                growths.add(new Growth(volume.getId(), VolumeGrowth.begin(sql, growth)));
            }
        }
        ChangeNotice.send(sql, Noun.KOMPUTE, kompute.getId(), update.operation());
        var newDisk = Komputes.volumes(sql, kompute.getId()).stream()
                .filter(volume -> isNew(volume, update))
                .findFirst()
                .map(volume -> NewVolumes.plan(sql, volume))
                .orElse(null);
        return new KomputeUpdatePlan(machine, newDisk, growths);
    }

    private static boolean isNew(VolumeRecord volume, Update update) {
        return volume.getState() == VolumeState.CREATING
                && volume.getOperationId().equals(update.operation());
    }

    /** The instance as it is, with the new size and name, and with the new disk. */
    private static InstanceLedger.Update machine(DSLContext sql, Update update) {
        var spec = update.spec();
        var instance = spec.parts().instance();
        var adapters = sql.select(ADAPTER.ID)
                .from(ADAPTER)
                .where(ADAPTER.INSTANCE_ID.eq(instance))
                .orderBy(ADAPTER.SLOT)
                .fetch(ADAPTER.ID);
        var volumes = sql.select(VOLUME.ID)
                .from(VOLUME)
                .where(VOLUME.INSTANCE_ID.eq(instance).or(VOLUME.KOMPUTE_ID.eq(spec.id())))
                .orderBy(VOLUME.SLOT.asc().nullsLast())
                .fetch(VOLUME.ID);
        return new InstanceLedger.Update(update.operation(), spec.instance(adapters, List.copyOf(volumes)));
    }

    static void settle(DSLContext sql, Update update) {
        if (isUnderWay(sql, update)) {
            Komputes.volumes(sql, update.spec().id())
                    .forEach(volume -> VolumeGrowth.settle(sql, update.growth(volume.getId())));
            InstanceUpdates.settle(sql, machine(sql, update));
            JooqKomputeLedger.ready(sql, update.spec().id());
            ChangeNotice.send(sql, Noun.KOMPUTE, update.spec().id(), update.operation());
        }
    }

    static void abandon(DSLContext sql, Update update) {
        if (isUnderWay(sql, update)) {
            InstanceUpdates.abandon(sql, machine(sql, update));
            for (var volume : Komputes.volumes(sql, update.spec().id())) {
                VolumeGrowth.abandon(sql, update.growth(volume.getId()));
                if (isNew(volume, update)) {
                    sql.deleteFrom(VOLUME).where(VOLUME.ID.eq(volume.getId())).execute();
                    ChangeNotice.send(sql, Noun.VOLUME, volume.getId());
                }
            }
            ChangeNotice.send(sql, Noun.KOMPUTE, update.spec().id(), update.operation());
        }
    }

    private static boolean isUnderWay(DSLContext sql, Update update) {
        return Komputes.held(sql, update.spec().id())
                .map(kompute -> Komputes.instance(sql, kompute.getId()))
                .filter(instance -> update.operation().equals(instance.getUpdateOperationId()))
                .isPresent();
    }
}
