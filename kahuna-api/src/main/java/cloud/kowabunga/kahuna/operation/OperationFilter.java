package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.OPERATION;

import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.database.Sorting;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.tenancy.ProjectId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Which operations, in which order; what is absent does not matter.
 *
 * @param projects only these
 * @param parent only the parts of this one
 * @param within only those whose resource stands in what has this id, or of which the agent with this id carried a step
 * @param overdue only those that go on past their deadline
 * @param latest of each resource only the newest of those that match
 * @param sort fields with commas between them, a leading dash for descending; empty for the newest first
 * @param limit 1 to 1000
 * @param offset how many to pass over first
 * @param after the last operation of the page before, where the newest come first
 */
public record OperationFilter(
        @Nullable OperationState state,
        @Nullable Noun noun,
        @Nullable String resource,
        @Nullable List<ProjectId> projects,
        @Nullable OperationId parent,
        @Nullable String within,
        boolean overdue,
        boolean latest,
        String sort,
        int limit,
        int offset,
        @Nullable OperationId after) {
    private static final Set<String> NEWEST_FIRST = Set.of("", "-orderedAt", "-ordered_at");

    private static final Sorting SORTING = new Sorting(
            "operations",
            Map.of(
                    "orderedAt", OPERATION.ORDERED_AT,
                    "endedAt", OPERATION.ENDED_AT,
                    "verb", OPERATION.VERB,
                    "noun", OPERATION.NOUN,
                    "resourceName", OPERATION.RESOURCE_NAME,
                    "requester", OPERATION.REQUESTER_NAME,
                    "state", Awaited.STATE));

    public OperationFilter {
        projects = projects == null ? null : List.copyOf(projects);
        if (limit < 1 || limit > 1000) {
            throw Fault.INVALID_VALUE.because("limit: 1 to 1000 operations at once, not " + limit + ".");
        }
        if (after != null && !NEWEST_FIRST.contains(sort.strip())) {
            throw Fault.INVALID_VALUE.because(
                    "after: this goes with the newest first only; with 'sort' go on by 'offset' instead.");
        }
    }

    private Condition condition() {
        return DSL.and(
                state == null ? DSL.noCondition() : Awaited.in(state),
                noun == null ? DSL.noCondition() : OPERATION.NOUN.eq(noun),
                resource == null ? DSL.noCondition() : OPERATION.RESOURCE.eq(resource),
                projects == null ? DSL.noCondition() : OPERATION.PROJECT_ID.in(projects),
                parent == null ? DSL.noCondition() : OPERATION.PARENT_ID.eq(parent),
                within == null ? DSL.noCondition() : OPERATION.PLACES.contains(new String[] {within}),
                overdue
                        ? OPERATION.ENDED_AT.isNull().and(OPERATION.DEADLINE.lt(DSL.currentInstant()))
                        : DSL.noCondition());
    }

    /**
     * Without what {@code after} leaves out, so that all of them can be counted.
     *
     * @param visible which of them the caller may see: others do not count for what is the latest
     */
    Condition condition(Condition visible) {
        var matching = condition().and(visible);
        return latest
                ? OPERATION.ID.in(DSL.select(OPERATION.ID)
                        .distinctOn(OPERATION.NOUN, OPERATION.RESOURCE)
                        .from(OPERATION)
                        .where(matching)
                        .orderBy(OPERATION.NOUN, OPERATION.RESOURCE, OPERATION.ORDERED_AT.desc(), OPERATION.ID.desc()))
                : matching;
    }

    /** Not only the latest of each resource. */
    OperationFilter all() {
        return new OperationFilter(
                state, noun, resource, projects, parent, within, overdue, false, sort, limit, offset, after);
    }

    /** Equal ones with the newest first. */
    List<SortField<?>> order() {
        var order = SORTING.order(sort);
        order.add(OPERATION.ORDERED_AT.desc());
        order.add(OPERATION.ID.desc());
        return order;
    }
}
