package cloud.kowabunga.kahuna.compute;

import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.KOMPUTE;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.KomputeId;
import cloud.kowabunga.compute.KomputeLedger.Admission;
import cloud.kowabunga.compute.KomputePlan;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.db.tables.records.KomputeRecord;
import cloud.kowabunga.kahuna.network.KomputeAdapters;
import cloud.kowabunga.kahuna.storage.NewVolumes;
import cloud.kowabunga.kahuna.tenancy.ProjectQuota;
import cloud.kowabunga.kahuna.topology.RegionLock;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.storage.VolumeId;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/** Admits new Komputes: each part as one that is created alone, all in one transaction. */
final class NewKomputes {
    private NewKomputes() {}

    static KomputePlan admit(DSLContext sql, Admission admission) {
        var quota = ProjectQuota.hold(sql, admission.project());
        var found = Komputes.held(sql, admission.spec().id()).orElse(null);
        if (found != null) {
            requireSame(found, admission);
            return Komputes.plan(sql, found.getId());
        }
        quota.requireIn(admission.region());
        RegionLock.hold(sql, admission.region());
        insert(sql, admission);
        addVolumes(sql, quota, admission);
        NewInstances.admit(sql, quota, admission.machine(addAdapters(sql, admission)));
        sql.update(INSTANCE)
                .set(INSTANCE.KOMPUTE_ID, admission.spec().id())
                .where(INSTANCE.ID.eq(admission.spec().parts().instance()))
                .execute();
        ChangeNotice.send(sql, Noun.KOMPUTE, admission.spec().id(), admission.operation());
        return Komputes.plan(sql, admission.spec().id());
    }

    private static void requireSame(KomputeRecord found, Admission admission) {
        if (!found.getOperationId().equals(admission.operation())) {
            throw Fault.IN_USE.because("There is a Kompute with the id '" + found.getId() + "' already.");
        }
    }

    private static void insert(DSLContext sql, Admission admission) {
        sql.insertInto(KOMPUTE)
                .set(KOMPUTE.ID, admission.spec().id())
                .set(KOMPUTE.PROJECT_ID, admission.project())
                .set(KOMPUTE.REGION_ID, admission.region())
                .set(KOMPUTE.OPERATION_ID, admission.operation())
                .set(KOMPUTE.CLAIMED_BY, admission.operation())
                .execute();
    }

    private static void addVolumes(DSLContext sql, ProjectQuota quota, Admission admission) {
        var spec = admission.spec();
        NewVolumes.admit(sql, quota, admission.bootVolume(), "disk");
        adopt(sql, spec.id(), spec.parts().disk());
        if (spec.dataDisk().value() > 0) {
            var data =
                    spec.dataVolume(admission.operation(), admission.project(), admission.region(), admission.pool());
            NewVolumes.admit(sql, quota, data, "data_disk");
            adopt(sql, spec.id(), spec.parts().dataDisk());
        }
    }

    static void adopt(DSLContext sql, KomputeId kompute, VolumeId volume) {
        sql.update(VOLUME)
                .set(VOLUME.KOMPUTE_ID, kompute)
                .where(VOLUME.ID.eq(volume))
                .execute();
    }

    /** A public adapter comes first, because a guest's default route leads through its first card. */
    private static List<AdapterId> addAdapters(DSLContext sql, Admission admission) {
        var spec = admission.spec();
        var parts = spec.parts();
        var ids = new ArrayList<AdapterId>();
        var adapters = new KomputeAdapters(sql, spec.id());
        if (admission.publicAddress()) {
            adapters.addPublic(admission.region(), parts.publicAdapter(), spec.partName("public"));
            ids.add(parts.publicAdapter());
        }
        adapters.addPrivate(admission.project(), admission.region(), parts.privateAdapter(), spec.partName("private"));
        ids.add(parts.privateAdapter());
        return ids;
    }
}
