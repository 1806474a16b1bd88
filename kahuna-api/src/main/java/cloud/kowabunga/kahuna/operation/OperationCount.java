package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.OPERATION;

import cloud.kowabunga.kahuna.database.Database;
import java.util.Collection;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.impl.DSL;
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
        return database.read(sql -> sql.fetchCount(OPERATION, filter.condition(visible)));
    }

    /** How many each of these resources has, of those that match and that the caller may see. */
    Map<String, Integer> of(OperationFilter filter, Condition visible, Collection<String> resources) {
        return database.read(sql -> sql.select(OPERATION.RESOURCE, DSL.count())
                .from(OPERATION)
                .where(filter.all().condition(visible), OPERATION.RESOURCE.in(resources))
                .groupBy(OPERATION.RESOURCE)
                .fetchMap(OPERATION.RESOURCE, DSL.count()));
    }
}
