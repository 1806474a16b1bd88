package cloud.kowabunga.kahuna.audit;

import static cloud.kowabunga.kahuna.db.Tables.AUDIT;
import static org.jooq.impl.DSL.lower;

import cloud.kowabunga.Id;
import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.access.Visible;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.AuditRecord;
import cloud.kowabunga.kahuna.wire.Json;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.tenancy.ProjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the audit, newest first. */
@Component
final class AuditQuery {
    private final Database database;

    AuditQuery(Database database) {
        this.database = database;
    }

    /**
     * Each absent one lets everything through.
     *
     * @param who the id, or the name in any case
     * @param resource the id, or the name in any case
     * @param until not included
     */
    record Filter(
            @Nullable String who,
            @Nullable String noun,
            @Nullable String resource,
            @Nullable ProjectId project,
            @Nullable OperationId operation,
            @Nullable Instant since,
            @Nullable Instant until,
            Entry.@Nullable Result result) {}

    /**
     * What the caller may see of it: a superAdmin everything, all others what is their projects'.
     *
     * @param offset how many to pass over first
     * @param after the last row of the page before
     */
    List<AuditBody> list(Caller caller, Filter filter, int limit, int offset, @Nullable Long after) {
        var conditions = conditions(caller, filter);
        if (after != null) {
            conditions.add(AUDIT.ID.lt(after));
        }
        return database.read(sql -> sql.selectFrom(AUDIT)
                .where(conditions)
                .orderBy(AUDIT.ID.desc())
                .limit(limit)
                .offset(offset)
                .fetch()
                .map(AuditQuery::body));
    }

    /** How many there are in all of those that the caller may see. */
    int count(Caller caller, Filter filter) {
        return database.read(sql -> sql.fetchCount(AUDIT, conditions(caller, filter)));
    }

    private static List<Condition> conditions(Caller caller, Filter filter) {
        var conditions = new ArrayList<Condition>();
        conditions.add(Visible.to(caller, AUDIT.PROJECT_ID));
        if (filter.who() != null) {
            conditions.add(AUDIT.WHO_ID.eq(filter.who()).or(named(AUDIT.WHO_NAME, filter.who())));
        }
        if (filter.noun() != null) {
            conditions.add(AUDIT.NOUN.eq(filter.noun()));
        }
        if (filter.resource() != null) {
            conditions.add(AUDIT.RESOURCE.eq(filter.resource()).or(named(AUDIT.RESOURCE_NAME, filter.resource())));
        }
        if (filter.project() != null) {
            conditions.add(AUDIT.PROJECT_ID.eq(filter.project()));
        }
        if (filter.operation() != null) {
            conditions.add(tellsOf(filter.operation()));
        }
        if (filter.since() != null) {
            conditions.add(AUDIT.AT.ge(filter.since()));
        }
        if (filter.until() != null) {
            conditions.add(AUDIT.AT.lt(filter.until()));
        }
        if (filter.result() != null) {
            conditions.add(AUDIT.RESULT.eq(filter.result().name()));
        }
        return conditions;
    }

    /** As the index has it. */
    private static Condition named(Field<String> field, String name) {
        return lower(field).eq(lower(name));
    }

    /** What the operation did, and what people told it to do. */
    private static Condition tellsOf(OperationId operation) {
        return AUDIT.OPERATION_ID
                .eq(operation)
                .or(AUDIT.RESOURCE.eq(operation.value()).and(AUDIT.NOUN.eq(Noun.OPERATION.path())));
    }

    private static AuditBody body(AuditRecord row) {
        return new AuditBody(
                row.getId(),
                row.getAt(),
                row.getWhoId(),
                row.getWhoName(),
                row.getKeyPrefix(),
                row.getAddress(),
                row.getVerb(),
                row.getNoun(),
                row.getRequest(),
                row.getResource(),
                row.getResourceName(),
                value(row.getProjectId()),
                value(row.getRegionId()),
                row.getInput() == null
                        ? null
                        : Json.mapper().readTree(row.getInput().data()),
                row.getDecision(),
                row.getResult(),
                row.getFault(),
                row.getReason(),
                value(row.getOperationId()),
                row.getWorkflowId(),
                row.getRunId());
    }

    private static @Nullable String value(@Nullable Id id) {
        return id == null ? null : id.value();
    }
}
