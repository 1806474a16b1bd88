package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.OPERATION;

import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.database.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Raises an alarm when an operation takes longer than its kind should: a line in the log, a change that event streams tell, and a metric. */
@Component
final class Deadlines {
    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);

    private final Database database;
    private final AtomicInteger overdue;

    Deadlines(Database database, MeterRegistry meters) {
        this.database = database;
        this.overdue = meters.gauge("kowabunga.operations.overdue", new AtomicInteger());
    }

    /** Whichever Kahuna is first raises the alarm; each counts for its own metric. */
    @Scheduled(initialDelay = 5_000, fixedDelay = 5_000)
    void look() {
        try {
            database.change(Deadlines::alarm);
            overdue.set(database.read(
                    sql -> sql.fetchCount(OPERATION, OPERATION.ENDED_AT.isNull(), OPERATION.OVERDUE_AT.isNotNull())));
        } catch (KowabungaException away) {
            LOG.debug("Deadlines are looked at again later: {}", away.sentence());
        }
    }

    private static void alarm(DSLContext sql) {
        sql.update(OPERATION)
                .set(OPERATION.OVERDUE_AT, DSL.currentInstant())
                .where(
                        OPERATION.ENDED_AT.isNull(),
                        OPERATION.OVERDUE_AT.isNull(),
                        OPERATION.DEADLINE.lt(DSL.currentInstant()))
                .returning()
                .fetch()
                .forEach(operation -> {
                    LOG.atWarn()
                            .addKeyValue("operation", operation.getId())
                            .log(
                                    "{} of {} should have ended at {} and goes on.",
                                    operation.getVerb(),
                                    operation.getResourceName(),
                                    operation.getDeadline());
                    ChangeNotice.send(sql, Noun.OPERATION, operation.getId(), operation.getId());
                });
    }
}
