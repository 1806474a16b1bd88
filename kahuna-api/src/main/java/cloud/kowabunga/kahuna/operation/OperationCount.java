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
    int of(OperationFilter filter, Condition visible) {
        return database.read(sql -> sql.fetchCount(OPERATION, filter.condition().and(visible)));
    }
}
