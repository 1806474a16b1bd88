package cloud.kowabunga.kahuna.storage;

import static cloud.kowabunga.kahuna.db.Tables.VOLUME;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.db.tables.records.StoragePoolRecord;
import cloud.kowabunga.kahuna.db.tables.records.TemplateRecord;
import cloud.kowabunga.kahuna.db.tables.records.VolumeRecord;
import cloud.kowabunga.kahuna.tenancy.ProjectQuota;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.VolumeLedger.Admission;
import cloud.kowabunga.storage.VolumePlan;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** Admits new volumes, alone or as parts of a Kompute. */
public final class NewVolumes {
    private NewVolumes() {}

    /**
     * Writes the row, under the project's lock.
     *
     * @param field what the caller calls the size
     */
    public static VolumePlan admit(DSLContext sql, ProjectQuota quota, Admission admission, String field) {
        var found = VolumeGrowth.held(sql, admission.spec().id()).orElse(null);
        if (found != null) {
            requireSame(found, admission);
            return plan(sql, found);
        }
        quota.requireIn(admission.region());
        var pool = Pools.chosen(sql, admission.region(), admission.pool());
        var template = Pools.chosenTemplate(
                sql, pool, admission.template(), admission.spec().type());
        var size = size(admission, template, field);
        Pools.requireNotLargerThan(sql, pool, size);
        var volume = insert(sql, admission, pool, template, size);
        quota.requireWithin();
        ChangeNotice.send(sql, Noun.VOLUME, volume.getId(), admission.operation());
        return plan(sql, volume);
    }

    private static void requireSame(VolumeRecord found, Admission admission) {
        if (!found.getOperationId().equals(admission.operation())) {
            throw Fault.IN_USE.because("There is a Volume with the id '" + found.getId() + "' already.");
        }
    }

    private static Bytes size(Admission admission, @Nullable TemplateRecord template, String field) {
        var wanted = admission.spec().size();
        if (template == null) {
            if (wanted.value() == 0) {
                throw Fault.INVALID_VALUE.because(field + ": a volume without a template needs a size.");
            }
            return wanted;
        }
        var least = Pools.sizeOf(template);
        if (wanted.value() == 0) {
            return least;
        }
        if (wanted.compareTo(least) < 0) {
            throw Fault.INVALID_VALUE.because("%s: Template '%s' needs at least %s (%d bytes), not %d bytes."
                    .formatted(field, template.getName(), least.forPeople(), least.value(), wanted.value()));
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

    /** Where its image is, and what it began as. */
    public static VolumePlan plan(DSLContext sql, VolumeRecord volume) {
        var pool = Pools.of(sql, volume.getPoolId());
        var template = volume.getTemplateId();
        return new VolumePlan(
                pool.getId(),
                pool.getName(),
                ImageRef.of(pool.getPool(), volume.getId()),
                template == null ? null : ImageRef.of(pool.getPool(), template),
                volume.getSize());
    }
}
