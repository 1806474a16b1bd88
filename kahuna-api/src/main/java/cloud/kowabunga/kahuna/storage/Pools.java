package cloud.kowabunga.kahuna.storage;

import static cloud.kowabunga.kahuna.db.Tables.POOL_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.STORAGE_POOL;
import static cloud.kowabunga.kahuna.db.Tables.TEMPLATE;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.db.tables.records.StoragePoolRecord;
import cloud.kowabunga.kahuna.db.tables.records.TemplateRecord;
import cloud.kowabunga.kahuna.topology.LiveAgents;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.storage.VolumeType;
import cloud.kowabunga.topology.RegionId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Which pool and which template a volume comes from. */
final class Pools {
    private Pools() {}

    static StoragePoolRecord of(DSLContext sql, StoragePoolId id) {
        return sql.selectFrom(STORAGE_POOL)
                .where(STORAGE_POOL.ID.eq(id))
                .fetchOptional()
                .orElseThrow(() -> Fault.NOT_FOUND.because("There is no StoragePool with the id '" + id + "'."));
    }

    /** The pool asked for, else the region's default one. Raises NOT_FOUND. */
    static StoragePoolRecord chosen(DSLContext sql, RegionId region, @Nullable StoragePoolId wanted) {
        if (wanted == null) {
            return sql.selectFrom(STORAGE_POOL)
                    .where(STORAGE_POOL.REGION_ID.eq(region), STORAGE_POOL.IS_DEFAULT.isTrue())
                    .fetchOptional()
                    .orElseThrow(() -> Fault.NOT_FOUND.because(
                            "The Region has no default StoragePool; name a pool, or set a default one."));
        }
        var pool = of(sql, wanted);
        if (!pool.getRegionId().equals(region)) {
            throw Fault.NOT_FOUND.because("StoragePool '%s' is in another Region.".formatted(pool.getName()));
        }
        return pool;
    }

    /**
     * The template asked for, else for a volume of type OS the pool's default one, else none. It stays locked against removal
     * until the transaction ends. Raises NOT_FOUND, INVALID_VALUE, INVALID_STATE.
     */
    static @Nullable TemplateRecord chosenTemplate(
            DSLContext sql, StoragePoolRecord pool, @Nullable TemplateId wanted, VolumeType type) {
        if (wanted == null && type != VolumeType.OS) {
            return null;
        }
        var template = sql.selectFrom(TEMPLATE)
                .where(
                        wanted == null
                                ? TEMPLATE.POOL_ID.eq(pool.getId()).and(TEMPLATE.IS_DEFAULT.isTrue())
                                : TEMPLATE.ID.eq(wanted))
                .forShare()
                .fetchOptional()
                .orElseThrow(() -> Fault.NOT_FOUND.because(
                        wanted == null
                                ? "StoragePool '%s' has no default Template; name a template, or set a default one."
                                        .formatted(pool.getName())
                                : "There is no Template with the id '" + wanted + "'."));
        if (!template.getPoolId().equals(pool.getId())) {
            throw Fault.INVALID_VALUE.because(
                    "Template '%s' is not in StoragePool '%s'.".formatted(template.getName(), pool.getName()));
        }
        if (template.getState() != TemplateState.READY) {
            throw Fault.INVALID_STATE.because("Template '%s' is %s; volumes can be cloned from it when it is ready."
                    .formatted(template.getName(), template.getState().wire()));
        }
        return template;
    }

    /** Of a template that is ready. */
    static Bytes sizeOf(TemplateRecord template) {
        var size = template.getSize();
        return size == null ? Bytes.ZERO : size;
    }

    /**
     * Images grow as they are written to, so what is free now does not decide; but what is larger than the whole pool never
     * fits. Raises POOL_FULL.
     */
    static void requireNotLargerThan(DSLContext sql, StoragePoolRecord pool, Bytes size) {
        var agents = sql.select(POOL_AGENT.AGENT_ID)
                .from(POOL_AGENT)
                .where(POOL_AGENT.POOL_ID.eq(pool.getId()))
                .fetch(POOL_AGENT.AGENT_ID);
        var live = LiveAgents.among(sql, agents);
        var capacity = agents.stream()
                .flatMap(agent -> live.report(agent).stream())
                .flatMap(report -> report.pools().stream())
                .filter(report -> report.pool().equals(pool.getPool()) && report.problem() == null)
                .mapToLong(report -> report.capacity().value())
                .max();
        if (capacity.isPresent() && size.value() > capacity.getAsLong()) {
            throw Fault.POOL_FULL.because("StoragePool '%s' has %s in all; a volume of %s does not fit."
                    .formatted(pool.getName(), new Bytes(capacity.getAsLong()).forPeople(), size.forPeople()));
        }
    }
}
