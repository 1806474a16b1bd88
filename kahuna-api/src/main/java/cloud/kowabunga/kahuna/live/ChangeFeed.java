package cloud.kowabunga.kahuna.live;

import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.wire.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/**
 * Listens to PostgreSQL on one connection and tells every listener in this Kahuna. When the connection breaks it makes a new one,
 * with pauses that grow, and then says that something may have been missed.
 */
@Component
public final class ChangeFeed implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeed.class);
    private static final int LISTEN_MILLIS = 1_000;
    private static final int SILENT_ROUNDS = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final DataSource dataSource;
    private final List<ChangeListener> listeners = new CopyOnWriteArrayList<>();
    private @Nullable Thread thread;
    private volatile boolean running;

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
                failures = 0;
                tell(ChangeListener::missedSome);
                for (var silent = 0; running; ) {
                    silent = hear(connection) ? 0 : silent + 1;
                    if (silent == SILENT_ROUNDS) {
                        silent = 0;
                        prove(connection);
                    }
                }
            } catch (SQLException broken) {
                if (running) {
                    LOG.warn("The change feed lost PostgreSQL: {}", broken.getMessage());
                    pause(failures++);
                }
            }
        }
    }

    private static void listen(Connection connection) throws SQLException {
        connection.setAutoCommit(true);
        try (var statement = connection.createStatement()) {
            statement.execute("LISTEN " + ChangeNotice.CHANNEL);
        }
    }

    /** Silence may mean that the server is gone: only an answer proves that it is not. */
    private static void prove(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
    }

    private boolean hear(Connection connection) throws SQLException {
        var notices = connection.unwrap(PGConnection.class).getNotifications(LISTEN_MILLIS);
        if (notices == null || notices.length == 0) {
            return false;
        }
        for (var notice : notices) {
            try {
                var change = Json.mapper().readValue(notice.getParameter(), Change.class);
                tell(listener -> listener.changed(change));
            } catch (JacksonException _) {
                LOG.warn("A notice that is no change: {}", notice.getParameter());
            }
        }
        return true;
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
