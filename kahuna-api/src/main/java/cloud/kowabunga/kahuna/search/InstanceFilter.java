package cloud.kowabunga.kahuna.search;

import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;

import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.ZoneId;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Which instances; what is absent does not matter.
 *
 * @param name a part of the name, in any case
 * @param after only those that come behind this one in the order by name and id
 */
record InstanceFilter(
        @Nullable InstanceId id,
        @Nullable ProjectId project,
        @Nullable ZoneId zone,
        @Nullable KaktusId kaktus,
        @Nullable InstanceState state,
        @Nullable String name,
        @Nullable InstanceId after) {

    /** @param visible whose instances the caller may see; another one's tells nothing, not even as {@code after} */
    Condition condition(Function<Field<ProjectId>, Condition> visible) {
        var wanted = visible.apply(INSTANCE.PROJECT_ID);
        if (id != null) {
            wanted = wanted.and(INSTANCE.ID.eq(id));
        }
        if (kaktus != null) {
            wanted = wanted.and(INSTANCE.KAKTUS_ID.eq(kaktus));
        }
        if (project != null) {
            wanted = wanted.and(INSTANCE.PROJECT_ID.eq(project));
        }
        if (zone != null) {
            wanted = wanted.and(INSTANCE.ZONE_ID.eq(zone));
        }
        if (state != null) {
            wanted = wanted.and(INSTANCE.STATE.eq(state));
        }
        if (name != null) {
            wanted = wanted.and(INSTANCE.NAME.containsIgnoreCase(name));
        }
        return after == null ? wanted : wanted.and(behind(after, visible));
    }

    private static Condition behind(InstanceId last, Function<Field<ProjectId>, Condition> visible) {
        var other = INSTANCE.as("last");
        var name =
                DSL.field(DSL.select(other.NAME).from(other).where(other.ID.eq(last), visible.apply(other.PROJECT_ID)));
        return DSL.row(INSTANCE.NAME, INSTANCE.ID).gt(DSL.row(name, DSL.val(last, INSTANCE.ID)));
    }
}
