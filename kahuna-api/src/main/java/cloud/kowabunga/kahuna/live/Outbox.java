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
        return new Position(sql.select(OLDEST_RUNNING).fetchSingle().value1() - 1, Long.MAX_VALUE);
    }

    /** Whether the change is still kept, and with it everything after it. */
    boolean keeps(Position position) {
        return database.read(sql -> sql.fetchExists(
                OUTBOX, OUTBOX.TRANSACTION.eq(position.transaction()), OUTBOX.ID.eq(position.number())));
    }

    @Scheduled(initialDelay = 60_000, fixedDelay = 60_000)
    void forgetOldOnes() {
        try {
            database.change(sql -> sql.deleteFrom(OUTBOX)
                    .where(OUTBOX.AT.lt(DSL.field("now() - interval '1 hour'", OUTBOX.AT.getDataType())))
                    .execute());
        } catch (KowabungaException away) {
            LOG.debug("Old changes are forgotten later: {}", away.sentence());
        }
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
