package cloud.kowabunga.kahuna.live;

import static cloud.kowabunga.kahuna.db.Tables.OUTBOX;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.row;

import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.OutboxRecord;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Reads what changed, in an order that never changes afterwards, for as long as it is kept: an hour. */
@Component
final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int PAGE = 500;

    /** Whatever has a smaller number has ended, so nothing can appear before it any more. */
    private static final Field<Long> OLDEST_RUNNING =
            field("pg_snapshot_xmin(pg_current_snapshot())::text::bigint", Long.class);

    private final Database database;

    Outbox(Database database) {
        this.database = database;
    }

    /** Some of what came after it, oldest first; none where that was all. May raise DATABASE_AWAY. */
    List<Change> after(Position position) {
        return database.read(sql -> after(sql, position));
    }

    static List<Change> after(DSLContext sql, Position position) {
        return sql.selectFrom(OUTBOX)
                .where(
                        row(OUTBOX.TRANSACTION, OUTBOX.ID).gt(position.transaction(), position.number()),
                        OUTBOX.TRANSACTION.lt(OLDEST_RUNNING))
                .orderBy(OUTBOX.TRANSACTION, OUTBOX.ID)
                .limit(PAGE)
                .fetch(Outbox::change);
    }

    /** Whether there is something that cannot be told yet, as something before it may still commit. */
    static boolean isHeldUp(DSLContext sql) {
        return sql.fetchExists(OUTBOX, OUTBOX.TRANSACTION.ge(OLDEST_RUNNING));
    }

    /** After everything that can be told now. */
    static Position end(DSLContext sql) {
        return new Position(sql.select(OLDEST_RUNNING).fetchSingle().value1(), Position.BEFORE_ALL);
    }

    /** After everything that can be told now. May raise DATABASE_AWAY. */
    Position end() {
        return database.read(Outbox::end);
    }

    /** Whether everything that came after it is still kept: what is forgotten is older than the oldest that is not. */
    boolean keeps(Position position) {
        var at = row(OUTBOX.TRANSACTION, OUTBOX.ID);
        return database.read(sql -> position.isOfChange()
                ? sql.fetchExists(OUTBOX, at.eq(position.transaction(), position.number()))
                : sql.fetchExists(
                        OUTBOX,
                        at.lt(position.transaction(), position.number()),
                        OLDEST_RUNNING.ge(position.transaction())));
    }

    @Scheduled(initialDelay = 60_000, fixedDelay = 60_000)
    void forgetOldOnes() {
        try {
            database.change(Outbox::forget);
        } catch (KowabungaException away) {
            LOG.debug("Old changes are forgotten later: {}", away.sentence());
        }
    }

    /** All before the newest of what is old. That one stays: it tells how far back everything is kept, also where nothing changes for long. */
    static void forget(DSLContext sql) {
        var old = sql.select(OUTBOX.TRANSACTION, OUTBOX.ID)
                .from(OUTBOX)
                .where(OUTBOX.AT.lt(DSL.field("now() - interval '1 hour'", OUTBOX.AT.getDataType())))
                .orderBy(OUTBOX.TRANSACTION.desc(), OUTBOX.ID.desc())
                .limit(1);
        sql.deleteFrom(OUTBOX).where(row(OUTBOX.TRANSACTION, OUTBOX.ID).lt(old)).execute();
    }

    private static Change change(OutboxRecord row) {
        return new Change(
                new Position(row.getTransaction(), row.getId()),
                row.getNoun(),
                row.getResource(),
                row.getOperationId() == null ? null : row.getOperationId().value(),
                row.getProjectId());
    }
}
