package cloud.kowabunga.kahuna.live;

import cloud.kowabunga.kahuna.database.ChangeNotice;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads the outbox on one connection, woken by notices, and tells every listener in this Kahuna, in order. When the connection breaks it
 * makes a new one, with pauses that grow, and goes on where it was; only after a long outage it says that something may have been missed.
 */
@Component
public final class ChangeFeed implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
    private static final int LISTEN_MILLIS = 1_000;
    private static final int HELD_UP_MILLIS = 10;

    /** Less than the outbox keeps. */
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(30);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final DataSource dataSource;
    private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable Thread thread;
    private volatile boolean running;
    private @Nullable Position position;
    private long aliveAt;

    ChangeFeed(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** From now on, until the subscription is closed. */
    public Subscription subscribe(ChangeListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Ends what {@link #subscribe} began. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    @Override
    public void start() {
        // Before the thread, which would end at once where it looks too early.
        running = true;
        thread = Thread.ofVirtual().name("change-feed").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        if (thread == null) {
            return;
        }
        try {
            // It notices by itself; an interrupt would break the connection in the middle of an answer.
            var _ = thread.join(Duration.ofMillis(2L * LISTEN_MILLIS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        var failures = 0;
        while (running) {
            try (var connection = dataSource.getConnection()) {
                listen(connection);
                var sql = DSL.using(connection, SQLDialect.POSTGRES);
                var from = begin(sql);
                failures = 0;
                while (running) {
                    from = relay(sql, from);
                    hear(connection, Outbox.isHeldUp(sql) ? HELD_UP_MILLIS : LISTEN_MILLIS);
                }
            } catch (SQLException | DataAccessException broken) {
                if (running) {
                    LOG.warn("The change feed lost PostgreSQL: {}", broken.getMessage());
                    pause(failures++);
                }
            }
        }
    }

    /** Where it was before the connection broke; at first, and after a long time, the end of what there is. */
    private Position begin(DSLContext sql) {
        var before = position;
        var age = System.nanoTime() - aliveAt;
        if (before != null && age < LONGEST_OUTAGE.toNanos()) {
            return before;
        }
        var end = Outbox.end(sql);
        tell(ChangeListener::missedSome);
        return end;
    }

    /** Tells everything that came after it, and answers with where that ends. */
    private Position relay(DSLContext sql, Position from) {
        var reached = from;
        List<Change> page;
        do {
            page = Outbox.after(sql, reached);
            for (var change : page) {
                tell(listener -> listener.changed(change));
                reached = change.position();
            }
        } while (!page.isEmpty());
        position = reached;
        aliveAt = System.nanoTime();
        return reached;
    }

    private static void listen(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
            statement.execute("LISTEN " + ChangeNotice.CHANNEL);
        }
    }

    /** Waits for a notice, which says no more than that there is something to read; the query that follows proves that the server is there. */
    private static void hear(Connection connection, int millis) throws SQLException {
        var _ = connection.unwrap(PGConnection.class).getNotifications(millis);
    }

    private void tell(Consumer<ChangeListener> message) {
        for (var listener : listeners) {
            try {
                message.accept(listener);
            } catch (RuntimeException failed) {
                LOG.warn("A listener of the change feed failed", failed);
            }
        }
    }

    private static void pause(int failures) {
        var most = Math.min(LONGEST_PAUSE.toMillis(), 100L << Math.min(failures, 10));
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
