package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.OPERATION;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.audit.Trail;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.operation.OperationId;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** A reset in the engine's console begins another run of the same operation, which is then the one to look at. */
final class Resets {
    private Resets() {}

    /**
     * Looks at that run from now on, where the operation has not ended. A run that was known before is one that a reset has ended; what
     * it still says late changes nothing here.
     */
    static void follow(DSLContext sql, OperationId id, @Nullable String run) {
        if (run == null) {
            return;
        }
        var row = sql.selectFrom(OPERATION)
                .where(OPERATION.ID.eq(id), OPERATION.ENDED_AT.isNull(), OPERATION.RUN_ID.ne(run))
                .forUpdate()
                .fetchOne();
        if (row == null || Trail.knows(sql, id, run)) {
            return;
        }
        row.setRunId(run);
        row.update();
        Trail.write(sql, Records.reset(row));
        ChangeNotice.send(sql, Noun.OPERATION, id, id);
    }
}
