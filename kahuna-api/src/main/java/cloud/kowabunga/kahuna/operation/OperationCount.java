package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.OPERATION;

import cloud.kowabunga.kahuna.database.Database;
import org.jooq.Condition;
import org.springframework.stereotype.Component;

/** Counts operations, for those who show a list part by part. */
@Component
final class OperationCount {
    private final Database database;

    OperationCount(Database database) {
        this.database = database;
    }

    /** How many there are in all, whichever part the filter asks for, of those that the caller may see. */
    int of(OperationQuery.Filter filter, Condition visible) {
        var wanted = visible;
        if (filter.state() != null) {
            wanted = wanted.and(OPERATION.STATE.eq(filter.state()));
        }
        if (filter.noun() != null) {
            wanted = wanted.and(OPERATION.NOUN.eq(filter.noun()));
        }
        if (filter.resource() != null) {
            wanted = wanted.and(OPERATION.RESOURCE.eq(filter.resource()));
        }
        if (filter.projects() != null) {
            wanted = wanted.and(OPERATION.PROJECT_ID.in(filter.projects()));
        }
        var all = wanted;
        return database.read(sql -> sql.fetchCount(OPERATION, all));
    }
}
