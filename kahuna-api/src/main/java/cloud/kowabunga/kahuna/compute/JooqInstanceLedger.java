package cloud.kowabunga.kahuna.compute;

import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.InstancePlan;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.InstanceUpdatePlan;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.catalog.PartOfKompute;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.InstanceRecord;
import cloud.kowabunga.kahuna.tenancy.ProjectQuota;
import cloud.kowabunga.operation.OperationId;
import java.util.Optional;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Instances in PostgreSQL. Locks are taken in one order everywhere: project, region, Kaktus, Kompute, instance, volumes, adapters. */
@Component
public final class JooqInstanceLedger implements InstanceLedger {
    private final Database database;

    public JooqInstanceLedger(Database database) {
        this.database = database;
    }

    @Override
    public InstancePlan admit(Admission admission) {
        return database.write(sql -> NewInstances.admit(sql, ProjectQuota.hold(sql, admission.project()), admission));
    }

    @Override
    public void withdraw(InstanceId id) {
        forget(id);
    }

    @Override
    public void settle(Settlement settlement) {
        database.change(sql ->
                held(sql, settlement.instance()).ifPresent(instance -> enter(sql, instance, settlement.state())));
    }

    @Override
    public InstancePlan locate(Claim claim) {
        return database.write(sql -> {
            claimWhole(sql, claim.instance(), claim.operation());
            return Machines.plan(sql, required(sql, claim.instance()));
        });
    }

    @Override
    public InstancePlan beginDelete(Claim claim) {
        return database.write(sql -> {
            var instance = required(sql, claim.instance());
            PartOfKompute.refuseAlone(sql, instance.getKomputeId(), Noun.INSTANCE, instance.getName());
            var plan = Machines.plan(sql, instance);
            markDeleting(sql, instance, claim.operation());
            return plan;
        });
    }

    @Override
    public void abandonDelete(InstanceId id) {
        // A part of a Kompute was not marked by an operation of its own.
        database.change(sql -> held(sql, id)
                .filter(instance -> instance.getKomputeId() == null)
                .ifPresent(instance -> unmarkDeleting(sql, instance)));
    }

    @Override
    public void forget(InstanceId id) {
        database.change(sql -> held(sql, id).ifPresent(instance -> forget(sql, instance)));
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

    /** Takes the Kompute that the instance is a part of, if it is; before the instance itself is locked. */
    static void claimWhole(DSLContext sql, InstanceId id, OperationId operation) {
        var kompute = sql.select(INSTANCE.KOMPUTE_ID)
                .from(INSTANCE)
                .where(INSTANCE.ID.eq(id))
                .fetchOne(INSTANCE.KOMPUTE_ID);
        PartOfKompute.claim(sql, kompute, operation);
    }

    static void markDeleting(DSLContext sql, InstanceRecord instance, OperationId operation) {
        if (instance.getState() != InstanceState.DELETING) {
            sql.update(INSTANCE)
                    .set(INSTANCE.STATE_BEFORE, instance.getState())
                    .set(INSTANCE.STATE, InstanceState.DELETING)
                    .where(INSTANCE.ID.eq(instance.getId()))
                    .execute();
            ChangeNotice.send(sql, Noun.INSTANCE, instance.getId(), operation);
        }
    }

    static void unmarkDeleting(DSLContext sql, InstanceRecord instance) {
        if (instance.getState() == InstanceState.DELETING) {
            var before = instance.getStateBefore();
            enter(sql, instance, before == null ? InstanceState.UNKNOWN : before);
        }
    }

    static void forget(DSLContext sql, InstanceRecord instance) {
        Attachments.letGoOfAll(sql, instance.getId());
        sql.deleteFrom(INSTANCE).where(INSTANCE.ID.eq(instance.getId())).execute();
        ChangeNotice.send(sql, Noun.INSTANCE, instance.getId());
    }

    static void enter(DSLContext sql, InstanceRecord instance, InstanceState state) {
        sql.update(INSTANCE)
                .set(INSTANCE.STATE, state)
                .setNull(INSTANCE.STATE_BEFORE)
                .where(INSTANCE.ID.eq(instance.getId()))
                .execute();
        ChangeNotice.send(sql, Noun.INSTANCE, instance.getId());
    }
}
