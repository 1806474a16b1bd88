package cloud.kowabunga.kahuna.search;

import static cloud.kowabunga.kahuna.db.Tables.PROJECT;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT_USAGE;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.access.Visible;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.database.Sorting;
import cloud.kowabunga.kahuna.db.tables.records.ProjectRecord;
import cloud.kowabunga.kahuna.db.tables.records.ProjectUsageRecord;
import cloud.kowabunga.kahuna.tenancy.Costs;
import cloud.kowabunga.kahuna.tenancy.ProjectFields;
import cloud.kowabunga.kahuna.wire.Cost;
import cloud.kowabunga.tenancy.ProjectId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds projects with what they may use, what they use and what that costs: a few queries, however many there are. */
@Component
final class ProjectSearch {
    private static final Sorting SORTING = new Sorting("projects", Map.of("name", PROJECT.NAME));

    private final Database database;

    ProjectSearch(Database database) {
        this.database = database;
    }

    /** A part of a list, and how long the whole is. */
    record Part(List<ProjectRow> rows, int total) {}

    /**
     * Those that the caller may see.
     *
     * @param among empty for any
     * @param sort fields with commas between them, a leading dash for descending
     */
    Part find(Caller caller, Collection<ProjectId> among, @Nullable String name, String sort, int offset, int limit) {
        var order = order(sort);
        var wanted = condition(among, name).and(Visible.to(caller, PROJECT.ID));
        return database.read(sql -> {
            var found = sql.selectFrom(PROJECT)
                    .where(wanted)
                    .orderBy(order)
                    .offset(offset)
                    .limit(limit)
                    .fetch();
            var ids = found.getValues(PROJECT.ID);
            var usage = sql.selectFrom(PROJECT_USAGE)
                    .where(PROJECT_USAGE.PROJECT_ID.in(ids))
                    .fetchMap(PROJECT_USAGE.PROJECT_ID);
            var costs = Costs.of(sql, ids);
            return new Part(
                    found.stream()
                            .flatMap(project -> Stream.ofNullable(usage.get(project.getId()))
                                    .map(used -> row(project, used, cost(costs, project.getId()))))
                            .toList(),
                    sql.fetchCount(PROJECT, wanted));
        });
    }

    private static Condition condition(Collection<ProjectId> ids, @Nullable String name) {
        return DSL.and(
                ids.isEmpty() ? DSL.noCondition() : PROJECT.ID.in(ids),
                name == null ? DSL.noCondition() : PROJECT.NAME.containsIgnoreCase(name));
    }

    private static List<SortField<?>> order(String sort) {
        var order = SORTING.order(sort);
        if (order.isEmpty()) {
            order.add(PROJECT.NAME.asc());
        }
        order.add(PROJECT.ID.asc());
        return order;
    }

    private static @Nullable Cost cost(Costs costs, ProjectId project) {
        try {
            return costs.of(project);
        } catch (KowabungaException several) {
            if (several.fault() != Fault.INVALID_STATE) {
                throw several;
            }
            return null;
        }
    }

    private static ProjectRow row(ProjectRecord project, ProjectUsageRecord used, @Nullable Cost cost) {
        return new ProjectRow(
                project.getId().value(),
                project.getName(),
                project.getDescription(),
                ProjectFields.resources(
                        project.getQuotaVcpus(),
                        project.getQuotaMemory(),
                        project.getQuotaStorage(),
                        project.getQuotaInstances()),
                ProjectFields.resources(used.getVcpus(), used.getMemory(), used.getStorage(), used.getInstances()),
                cost);
    }
}
