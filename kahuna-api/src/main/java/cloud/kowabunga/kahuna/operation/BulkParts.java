package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.STORAGE_POOL;
import static cloud.kowabunga.kahuna.db.Tables.TEMPLATE;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;
import static org.jooq.impl.DSL.castNull;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.kahuna.FreshId;
import cloud.kowabunga.kahuna.catalog.Absent;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import cloud.kowabunga.workflow.RunBulk.Part;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record5;
import org.jooq.Result;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.springframework.stereotype.Component;

/** Reads what a bulk needs to know of its resources, all with one query. */
@Component
final class BulkParts {
    private final Database database;

    BulkParts(Database database) {
        this.database = database;
    }

    /** One for each id, in the order given; NOT_FOUND names the first that is not there. */
    List<Part> read(Noun noun, List<String> ids) {
        var byId = database.read(sql -> rows(sql, noun, ids)).stream()
                .collect(Collectors.toUnmodifiableMap(row -> row.value1(), Function.identity()));
        return ids.stream()
                .map(id -> {
                    var row = byId.get(id);
                    if (row == null) {
                        throw Absent.fault(noun, id);
                    }
                    return new Part(
                            new OperationId(FreshId.next()),
                            id,
                            row.value2(),
                            row.value3(),
                            row.value4(),
                            row.value5());
                })
                .toList();
    }

    private static Result<Record5<String, String, ProjectId, RegionId, InstanceId>> rows(
            DSLContext sql, Noun noun, List<String> ids) {
        var noProject = castNull(INSTANCE.PROJECT_ID);
        var noInstance = castNull(INSTANCE.ID);
        return switch (noun) {
            case INSTANCE ->
                fetch(
                        sql,
                        INSTANCE,
                        text(INSTANCE.ID),
                        INSTANCE.NAME,
                        INSTANCE.PROJECT_ID,
                        INSTANCE.REGION_ID,
                        INSTANCE.ID,
                        ids);
            case KOMPUTE ->
                fetch(
                        sql,
                        INSTANCE,
                        text(INSTANCE.KOMPUTE_ID),
                        INSTANCE.NAME,
                        INSTANCE.PROJECT_ID,
                        INSTANCE.REGION_ID,
                        INSTANCE.ID,
                        ids);
            case VOLUME ->
                fetch(sql, VOLUME, text(VOLUME.ID), VOLUME.NAME, VOLUME.PROJECT_ID, VOLUME.REGION_ID, noInstance, ids);
            case TEMPLATE ->
                fetch(
                        sql,
                        TEMPLATE.join(STORAGE_POOL).on(STORAGE_POOL.ID.eq(TEMPLATE.POOL_ID)),
                        text(TEMPLATE.ID),
                        TEMPLATE.NAME,
                        noProject,
                        STORAGE_POOL.REGION_ID,
                        noInstance,
                        ids);
            default -> throw new IllegalArgumentException("There is no bulk of " + noun.title() + ".");
        };
    }

    private static Field<String> text(Field<?> id) {
        return id.coerce(SQLDataType.CLOB);
    }

    private static Result<Record5<String, String, ProjectId, RegionId, InstanceId>> fetch(
            DSLContext sql,
            Table<?> table,
            Field<String> id,
            Field<String> name,
            Field<ProjectId> project,
            Field<RegionId> region,
            Field<InstanceId> instance,
            List<String> ids) {
        return sql.select(id, name, project, region, instance)
                .from(table)
                .where(id.in(ids))
                .fetch();
    }
}
