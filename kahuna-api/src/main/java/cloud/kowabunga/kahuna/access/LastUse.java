package cloud.kowabunga.kahuna.access;

import static cloud.kowabunga.kahuna.db.Tables.API_TOKEN;

import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.database.Database;
import java.time.Duration;
import java.time.Instant;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Notes when a key was last used, to the minute, and lets no request wait for that. */
@Component
final class LastUse {
    private static final Logger LOG = LoggerFactory.getLogger(LastUse.class);
    private static final Duration EXACT = Duration.ofMinutes(1);

    private final Database database;

    LastUse(Database database) {
        this.database = database;
    }

    void note(String token, @Nullable Instant last) {
        var limit = Instant.now().minus(EXACT);
        if (last == null || last.isBefore(limit)) {
            Thread.startVirtualThread(() -> write(token, limit));
        }
    }

    private void write(String token, Instant limit) {
        try {
            database.change(sql -> sql.update(API_TOKEN)
                    .set(API_TOKEN.LAST_USED_AT, DSL.currentInstant())
                    .where(API_TOKEN.ID.eq(token))
                    .and(API_TOKEN.LAST_USED_AT.isNull().or(API_TOKEN.LAST_USED_AT.lt(limit)))
                    .execute());
        } catch (KowabungaException away) {
            LOG.debug("The last use of a key was not noted.", away);
        }
    }
}
