package cloud.kowabunga.kahuna.compute;

import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceLedger.Admission;
import cloud.kowabunga.compute.InstancePlan;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.db.tables.records.InstanceRecord;
import cloud.kowabunga.kahuna.tenancy.ProjectQuota;
import cloud.kowabunga.kahuna.topology.Election;
import cloud.kowabunga.topology.KaktusId;
import org.jooq.DSLContext;

/** Admits new instances, alone or as parts of a Kompute. */
final class NewInstances {
    private NewInstances() {}

    /** Elects a Kaktus, writes the row and takes volumes and adapters, under the project's lock. */
    static InstancePlan admit(DSLContext sql, ProjectQuota quota, Admission admission) {
        var spec = admission.spec();
        var found = JooqInstanceLedger.held(sql, spec.id()).orElse(null);
        if (found != null) {
            requireSame(found, admission);
            return Machines.plan(sql, found);
        }
        quota.requireIn(admission.region());
        var pools = Volumes.pools(sql, spec.volumes());
        var kaktus = Election.elect(sql, admission.region(), admission.zone(), spec.vcpus(), spec.memory(), pools);
        InstanceUpdates.requireNameFree(sql, admission.project(), spec);
        var instance = insert(sql, admission, kaktus);
        quota.requireWithin();
        Attachments.take(sql, instance, spec.volumes(), spec.adapters(), null);
        ChangeNotice.send(sql, Noun.INSTANCE, spec.id(), admission.operation());
        return Machines.plan(sql, instance);
    }

    private static void requireSame(InstanceRecord found, Admission admission) {
        if (!found.getOperationId().equals(admission.operation())) {
            throw Fault.IN_USE.because("There is an Instance with the id '" + found.getId() + "' already.");
        }
    }

    private static InstanceRecord insert(DSLContext sql, Admission admission, KaktusId kaktus) {
        var spec = admission.spec();
        var zone = sql.select(KAKTUS.ZONE_ID)
                .from(KAKTUS)
                .where(KAKTUS.ID.eq(kaktus))
                .fetchSingle(KAKTUS.ZONE_ID);
        return sql.insertInto(INSTANCE)
                .set(INSTANCE.ID, spec.id())
                .set(INSTANCE.PROJECT_ID, admission.project())
                .set(INSTANCE.REGION_ID, admission.region())
                .set(INSTANCE.ZONE_ID, zone)
                .set(INSTANCE.IN_ZONE, admission.zone() != null)
                .set(INSTANCE.KAKTUS_ID, kaktus)
                .set(INSTANCE.NAME, spec.name().value())
                .set(INSTANCE.DESCRIPTION, spec.description())
                .set(INSTANCE.MEMORY, spec.memory())
                .set(INSTANCE.VCPUS, spec.vcpus())
                .set(INSTANCE.RESERVED_MEMORY, spec.memory())
                .set(INSTANCE.RESERVED_VCPUS, spec.vcpus())
                .set(INSTANCE.UEFI, spec.uefi())
                .set(INSTANCE.KMOTION_ENABLED, spec.kmotionEnabled())
                .set(INSTANCE.STATE, InstanceState.CREATING)
                .set(INSTANCE.OPERATION_ID, admission.operation())
                .returning()
                .fetchSingle();
    }
}
