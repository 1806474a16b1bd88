package cloud.kowabunga.kahuna.compute;

import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.InstancePlan;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.InstanceUpdatePlan;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.InstanceRecord;
import cloud.kowabunga.kahuna.tenancy.ProjectQuota;
import cloud.kowabunga.kahuna.topology.Election;
import cloud.kowabunga.topology.KaktusId;
import java.util.Optional;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Instances in PostgreSQL. Locks are taken in one order everywhere: project, region, Kaktus, instance, volumes, adapters. */
@Component
public final class JooqInstanceLedger implements InstanceLedger {
    private final Database database;

    public JooqInstanceLedger(Database database) {
        this.database = database;
    }

    @Override
    public InstancePlan admit(Admission admission) {
        return database.write(sql -> {
            var quota = ProjectQuota.hold(sql, admission.project());
            var found = held(sql, admission.spec().id()).orElse(null);
            if (found != null) {
                requireSame(found, admission);
                return Machines.plan(sql, found);
            }
            quota.requireIn(admission.region());
            var spec = admission.spec();
            var pools = Volumes.pools(sql, spec.volumes());
            var kaktus = Election.elect(sql, admission.region(), admission.zone(), spec.vcpus(), spec.memory(), pools);
            InstanceUpdates.requireNameFree(sql, admission.project(), spec);
            var instance = insert(sql, admission, kaktus);
            quota.requireWithin();
            Attachments.take(sql, instance, spec.volumes(), spec.adapters(), null);
            ChangeNotice.send(sql, Noun.INSTANCE, spec.id(), admission.operation());
            return Machines.plan(sql, instance);
        });
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

    @Override
    public void withdraw(InstanceId id) {
        forget(id);
    }

    @Override
    public void settle(Settlement settlement) {
        database.change(sql -> held(sql, settlement.instance()).ifPresent(instance -> {
            enter(sql, instance, settlement.state());
            ChangeNotice.send(sql, Noun.INSTANCE, instance.getId());
        }));
    }

    @Override
    public InstancePlan locate(Claim claim) {
        return database.write(sql -> Machines.plan(sql, required(sql, claim.instance())));
    }

    @Override
    public InstancePlan beginDelete(Claim claim) {
        return database.write(sql -> {
            var instance = required(sql, claim.instance());
            var plan = Machines.plan(sql, instance);
            if (instance.getState() != InstanceState.DELETING) {
                sql.update(INSTANCE)
                        .set(INSTANCE.STATE_BEFORE, instance.getState())
                        .set(INSTANCE.STATE, InstanceState.DELETING)
                        .where(INSTANCE.ID.eq(instance.getId()))
                        .execute();
                ChangeNotice.send(sql, Noun.INSTANCE, instance.getId(), claim.operation());
            }
            return plan;
        });
    }

    @Override
    public void abandonDelete(InstanceId id) {
        database.change(sql -> held(sql, id).ifPresent(instance -> {
            if (instance.getState() == InstanceState.DELETING) {
                var before = instance.getStateBefore();
                enter(sql, instance, before == null ? InstanceState.UNKNOWN : before);
                ChangeNotice.send(sql, Noun.INSTANCE, id);
            }
        }));
    }

    @Override
    public void forget(InstanceId id) {
        database.change(sql -> held(sql, id).ifPresent(instance -> {
            Attachments.letGoOfAll(sql, id);
            sql.deleteFrom(INSTANCE).where(INSTANCE.ID.eq(id)).execute();
            ChangeNotice.send(sql, Noun.INSTANCE, id);
        }));
    }

    @Override
    public InstanceUpdatePlan beginUpdate(Update update) {
        return database.write(sql -> InstanceUpdates.begin(sql, update));
    }

    @Override
    public void settleUpdate(Update update) {
        database.change(sql -> InstanceUpdates.settle(sql, update));
    }

    @Override
    public void abandonUpdate(Update update) {
        database.change(sql -> InstanceUpdates.abandon(sql, update));
    }

    static Optional<InstanceRecord> held(DSLContext sql, InstanceId id) {
        return sql.selectFrom(INSTANCE)
                .where(INSTANCE.ID.eq(id))
                .forNoKeyUpdate()
                .fetchOptional();
    }

    static InstanceRecord required(DSLContext sql, InstanceId id) {
        return held(sql, id).orElseThrow(() -> absent(id));
    }

    static RuntimeException absent(InstanceId id) {
        return Fault.NOT_FOUND.because("There is no Instance with the id '" + id + "'.");
    }

    private static void enter(DSLContext sql, InstanceRecord instance, InstanceState state) {
        sql.update(INSTANCE)
                .set(INSTANCE.STATE, state)
                .setNull(INSTANCE.STATE_BEFORE)
                .where(INSTANCE.ID.eq(instance.getId()))
                .execute();
    }
}
