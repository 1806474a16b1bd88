package cloud.kowabunga.kahuna.compute;

import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS;
import static cloud.kowabunga.kahuna.db.Tables.STORAGE_POOL;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.DiskSpec;
import cloud.kowabunga.compute.DomainSpec;
import cloud.kowabunga.compute.InstanceLedger.Update;
import cloud.kowabunga.compute.InstanceSpec;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.InstanceUpdatePlan;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.db.tables.records.InstanceRecord;
import cloud.kowabunga.kahuna.tenancy.ProjectQuota;
import cloud.kowabunga.kahuna.topology.Election;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.tenancy.ProjectId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jooq.DSLContext;

/**
 * How an instance becomes another one: from {@code begin} to {@code settle} it holds both what it has and what it shall have, so
 * that either end is possible whatever happens in between.
 */
final class InstanceUpdates {
    private InstanceUpdates() {}

    static InstanceUpdatePlan begin(DSLContext sql, Update update) {
        var spec = update.spec();
        var seen = sql.select(INSTANCE.PROJECT_ID, INSTANCE.KAKTUS_ID)
                .from(INSTANCE)
                .where(INSTANCE.ID.eq(spec.id()))
                .fetchOptional()
                .orElseThrow(() -> JooqInstanceLedger.absent(spec.id()));
        var quota = ProjectQuota.hold(sql, seen.value1());
        var kaktus = seen.value2();
        // Locked before the instance, as everywhere; whether it has room is asked once the instance is known.
        sql.select(KAKTUS.ID)
                .from(KAKTUS)
                .where(KAKTUS.ID.eq(kaktus))
                .forNoKeyUpdate()
                .execute();
        JooqInstanceLedger.claimWhole(sql, spec.id(), update.operation());
        var instance = JooqInstanceLedger.required(sql, spec.id());
        requireSettled(instance);
        if (!update.operation().equals(instance.getUpdateOperationId())) {
            requireExpected(sql, instance, update);
            abandonLeftOver(sql, instance);
            reserve(sql, instance, update);
            quota.requireWithin();
        }
        return plan(sql, instance, update);
    }

    private static void requireExpected(DSLContext sql, InstanceRecord instance, Update update) {
        if (update.expected() != null && !update.expected().equals(InstanceQuery.spec(sql, instance))) {
            throw Fault.CHANGED_MEANWHILE.because(
                    "Instance '%s' has changed since it was read. Read it again, and change it as it is now."
                            .formatted(instance.getName()));
        }
    }

    static void requireSettled(InstanceRecord instance) {
        var state = instance.getState();
        if (state == InstanceState.CREATING || state == InstanceState.DELETING) {
            throw Fault.INVALID_STATE.because(
                    "Instance '%s' is %s: it cannot be changed now.".formatted(instance.getName(), state.wire()));
        }
    }

    /** Of an update whose workflow was terminated: one at a time works on an instance, so this one takes its place. */
    static void abandonLeftOver(DSLContext sql, InstanceRecord instance) {
        var leftOver = instance.getUpdateOperationId();
        if (leftOver != null) {
            abandon(sql, instance, leftOver);
        }
    }

    private static void reserve(DSLContext sql, InstanceRecord instance, Update update) {
        var spec = update.spec();
        if (!spec.name().value().equals(instance.getName())) {
            requireNameFree(sql, instance.getProjectId(), spec);
        }
        Election.requireRoom(
                sql,
                instance.getKaktusId(),
                Math.max(0, spec.vcpus() - instance.getVcpus()),
                new Bytes(
                        Math.max(0, spec.memory().value() - instance.getMemory().value())));
        requireReached(sql, instance, spec.volumes());
        Attachments.requireAllParts(sql, spec.id(), spec.volumes(), spec.adapters());
        sql.update(INSTANCE)
                .set(INSTANCE.UPDATE_OPERATION_ID, update.operation())
                .set(INSTANCE.NEW_NAME, spec.name().value())
                .set(INSTANCE.RESERVED_VCPUS, Math.max(spec.vcpus(), instance.getVcpus()))
                .set(
                        INSTANCE.RESERVED_MEMORY,
                        spec.memory().compareTo(instance.getMemory()) > 0 ? spec.memory() : instance.getMemory())
                .where(INSTANCE.ID.eq(instance.getId()))
                .execute();
        Attachments.take(sql, instance, spec.volumes(), spec.adapters(), update.operation());
        ChangeNotice.send(sql, Noun.INSTANCE, instance.getId(), update.operation());
    }

    /** Under the project's lock, so that the answer holds until the end of the transaction. */
    static void requireNameFree(DSLContext sql, ProjectId project, InstanceSpec spec) {
        var name = spec.name().value();
        var taken = sql.fetchExists(INSTANCE.where(
                INSTANCE.PROJECT_ID.eq(project),
                INSTANCE.ID.ne(spec.id()),
                INSTANCE.NAME.eq(name).or(INSTANCE.NEW_NAME.eq(name))));
        if (taken) {
            throw Fault.NAME_TAKEN.because("There is an Instance named '%s' in the Project already.".formatted(name));
        }
    }

    private static void requireReached(DSLContext sql, InstanceRecord instance, List<VolumeId> wanted) {
        var added = new ArrayList<>(wanted);
        added.removeAll(Shape.of(sql, instance).volumes());
        for (var pool : Volumes.pools(sql, added)) {
            if (!Election.reaches(sql, instance.getKaktusId(), pool)) {
                var poolName = sql.select(STORAGE_POOL.NAME)
                        .from(STORAGE_POOL)
                        .where(STORAGE_POOL.ID.eq(pool))
                        .fetchSingle(STORAGE_POOL.NAME);
                throw Fault.INVALID_STATE.because(
                        "volumes: StoragePool '%s' cannot be used on the Kaktus of Instance '%s'."
                                .formatted(poolName, instance.getName()));
            }
        }
    }

    private static InstanceUpdatePlan plan(DSLContext sql, InstanceRecord instance, Update update) {
        var has = Shape.of(sql, instance);
        var shallHave = Shape.of(update.spec(), instance.getProjectId(), update.operation());
        var before = Machines.plan(sql, instance, Machines.domain(sql, has));
        var after = Machines.domain(sql, shallHave);
        return new InstanceUpdatePlan(
                before,
                after,
                without(after, before.domain()),
                without(before.domain(), after),
                shallHave.differsFrom(has));
    }

    private static List<DiskSpec> without(DomainSpec domain, DomainSpec other) {
        var left = new HashSet<>(domain.disks());
        other.disks().forEach(left::remove);
        return domain.disks().stream().filter(left::contains).toList();
    }

    static void settle(DSLContext sql, Update update) {
        var spec = update.spec();
        JooqInstanceLedger.held(sql, spec.id())
                .filter(instance -> update.operation().equals(instance.getUpdateOperationId()))
                .ifPresent(instance -> {
                    sql.update(INSTANCE)
                            .set(INSTANCE.NAME, spec.name().value())
                            .set(INSTANCE.DESCRIPTION, spec.description())
                            .set(INSTANCE.MEMORY, spec.memory())
                            .set(INSTANCE.VCPUS, spec.vcpus())
                            .set(INSTANCE.RESERVED_MEMORY, spec.memory())
                            .set(INSTANCE.RESERVED_VCPUS, spec.vcpus())
                            .set(INSTANCE.UEFI, spec.uefi())
                            .set(INSTANCE.KMOTION_ENABLED, spec.kmotionEnabled())
                            .set(INSTANCE.OPERATION_ID, update.operation())
                            .setNull(INSTANCE.UPDATE_OPERATION_ID)
                            .setNull(INSTANCE.NEW_NAME)
                            .where(INSTANCE.ID.eq(spec.id()))
                            .execute();
                    Attachments.settle(sql, spec.id(), spec.volumes(), spec.adapters());
                    ChangeNotice.send(sql, Noun.INSTANCE, spec.id(), update.operation());
                });
    }

    static void abandon(DSLContext sql, Update update) {
        JooqInstanceLedger.held(sql, update.spec().id())
                .filter(instance -> update.operation().equals(instance.getUpdateOperationId()))
                .ifPresent(instance -> abandon(sql, instance, update.operation()));
    }

    private static void abandon(DSLContext sql, InstanceRecord instance, OperationId operation) {
        Attachments.letGoOfReserved(sql, instance.getId(), operation);
        sql.update(INSTANCE)
                .set(INSTANCE.RESERVED_MEMORY, INSTANCE.MEMORY)
                .set(INSTANCE.RESERVED_VCPUS, INSTANCE.VCPUS)
                .setNull(INSTANCE.UPDATE_OPERATION_ID)
                .setNull(INSTANCE.NEW_NAME)
                .where(INSTANCE.ID.eq(instance.getId()))
                .execute();
        ChangeNotice.send(sql, Noun.INSTANCE, instance.getId(), operation);
    }
}
