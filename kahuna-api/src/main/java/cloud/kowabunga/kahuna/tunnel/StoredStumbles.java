package cloud.kowabunga.kahuna.tunnel;

import static cloud.kowabunga.kahuna.db.Tables.OPERATION;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.currentOffsetDateTime;

import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.database.Database;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.impl.SQLDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what an operation is held up by, so that everybody who reads it hears the same. */
final class StoredStumbles implements Stumbles {
    private static final Logger LOG = LoggerFactory.getLogger(StoredStumbles.class);

    private final Database database;

    StoredStumbles(Database database) {
        this.database = database;
    }

    @Override
    public void goesOn(String run) {
        change(sql -> sql.update(OPERATION)
                .setNull(OPERATION.HELD_UP)
                .setNull(OPERATION.HELD_UP_SINCE)
                .where(OPERATION.RUN_ID.eq(run), OPERATION.ENDED_AT.isNull(), OPERATION.HELD_UP.isNotNull())
                .returning(OPERATION.ID)
                .fetch(OPERATION.ID)
                .forEach(id -> ChangeNotice.send(sql, Noun.OPERATION, id, id)));
    }

    @Override
    public void over(String run, String sentence) {
        // PostgreSQL keeps no NUL.
        var text = sentence.replace('\0', '\uFFFD');
        change(sql -> sql.update(OPERATION)
                .set(OPERATION.HELD_UP, text)
                .set(
                        OPERATION.HELD_UP_SINCE,
                        coalesce(
                                OPERATION.HELD_UP_SINCE, currentOffsetDateTime().cast(SQLDataType.INSTANT)))
                .where(OPERATION.RUN_ID.eq(run), OPERATION.ENDED_AT.isNull(), OPERATION.HELD_UP.isDistinctFrom(text))
                .returning(OPERATION.ID)
                .fetch(OPERATION.ID)
                .forEach(id -> ChangeNotice.send(sql, Noun.OPERATION, id, id)));
    }

    /** The engine must hear of the step in any case; what is not written now is written when the step stumbles the next time. */
    private void change(Consumer<DSLContext> write) {
        try {
            database.change(write);
        } catch (KowabungaException away) {
            LOG.debug("What holds a step up is told later: {}", away.sentence());
        }
    }
}
