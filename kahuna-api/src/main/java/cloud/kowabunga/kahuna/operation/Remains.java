package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.TEMPLATE;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.val;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.KomputeId;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.storage.VolumeId;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * In what shape an operation that broke off left its resource.
 *
 * @param lastOperation the last operation that finished changing it
 * @param newSize what a resize wanted
 */
record Remains(
        Shape shape,
        @Nullable OperationId lastOperation,
        @Nullable Bytes newSize) {
    private static final Remains NOTHING = new Remains(Shape.ABSENT, null, null);

    enum Shape {
        ABSENT,
        HALF_MADE,
        BEING_CHANGED,
        BEING_DELETED,
        WHOLE
    }

    static Remains of(DSLContext sql, Noun noun, String resource) {
        return switch (noun) {
            case INSTANCE -> ofInstance(sql, INSTANCE.ID.eq(new InstanceId(resource)));
            // A Kompute is in the shape of its instance: every operation on it marks that too.
            case KOMPUTE -> ofInstance(sql, INSTANCE.KOMPUTE_ID.eq(new KomputeId(resource)));
            case VOLUME -> ofVolume(sql, new VolumeId(resource));
            case TEMPLATE -> ofTemplate(sql, new TemplateId(resource));
            default -> NOTHING;
        };
    }

    private static Remains ofInstance(DSLContext sql, Condition which) {
        return sql.selectFrom(INSTANCE)
                .where(which)
                .fetchOptional(row -> new Remains(
                        switch (row.getState()) {
                            case CREATING -> Shape.HALF_MADE;
                            case DELETING -> Shape.BEING_DELETED;
                            case RUNNING, PAUSED, SHUTOFF, CRASHED, UNKNOWN ->
                                row.getUpdateOperationId() == null ? Shape.WHOLE : Shape.BEING_CHANGED;
                        },
                        row.getOperationId(),
                        null))
                .orElse(NOTHING);
    }

    private static Remains ofVolume(DSLContext sql, VolumeId id) {
        return sql.selectFrom(VOLUME)
                .where(VOLUME.ID.eq(id))
                .fetchOptional(row -> new Remains(
                        switch (row.getState()) {
                            case CREATING -> Shape.HALF_MADE;
                            case DELETING -> Shape.BEING_DELETED;
                            case RESIZING -> Shape.BEING_CHANGED;
                            case READY -> Shape.WHOLE;
                        },
                        row.getOperationId(),
                        row.getNewSize()))
                .orElse(NOTHING);
    }

    private static Remains ofTemplate(DSLContext sql, TemplateId id) {
        return sql.selectFrom(TEMPLATE)
                .where(TEMPLATE.ID.eq(id))
                .fetchOptional(row -> new Remains(
                        switch (row.getState()) {
                            case IMPORTING -> Shape.HALF_MADE;
                            case DELETING -> Shape.BEING_DELETED;
                            case READY -> Shape.WHOLE;
                        },
                        row.getOperationId(),
                        null))
                .orElse(NOTHING);
    }

    /** Nobody knows whether the button was pressed, but the agent knows in which state the machine is. */
    static void believeAgent(DSLContext sql, Noun noun, String resource) {
        sql.update(INSTANCE)
                .set(INSTANCE.STATE, coalesce(INSTANCE.POWER_STATE, val(InstanceState.UNKNOWN, INSTANCE.STATE)))
                .where(
                        noun == Noun.KOMPUTE
                                ? INSTANCE.KOMPUTE_ID.eq(new KomputeId(resource))
                                : INSTANCE.ID.eq(new InstanceId(resource)))
                .and(INSTANCE.STATE.notIn(InstanceState.CREATING, InstanceState.DELETING))
                .returning(INSTANCE.ID)
                .fetch()
                .forEach(instance -> ChangeNotice.send(sql, Noun.INSTANCE, instance.getId()));
    }
}
