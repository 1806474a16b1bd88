package cloud.kowabunga.kahuna.database;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * PostgreSQL as ledgers and queries use it. What PostgreSQL refuses arrives as a fault with a sentence
 * ({@link Refusals}); while it cannot be reached, {@code DATABASE_AWAY}.
 */
public final class Database {
    /** serialization_failure, deadlock_detected, lock_not_available: the same transaction may succeed when it runs again. */
    private static final Set<String> WORTH_REPEATING = Set.of("40001", "40P01", "55P03");

    private static final int ATTEMPTS = 6;

    private static final int TURNS = 64;

    /** Who sees what is written on this thread, if anybody does. */
    public static final ScopedValue<Witness> WITNESS = ScopedValue.newInstance();

    private final DSLContext sql;
    private final List<ReentrantLock> turns =
            Stream.generate(() -> new ReentrantLock(true)).limit(TURNS).toList();

    public Database(DataSource dataSource) {
        sql = DSL.using(dataSource, SQLDialect.POSTGRES, new Settings().withRenderFormatted(false));
    }

    /** Runs the work in one transaction, anew where it met another one in a deadlock or waited for a lock in vain. */
    public <T> T write(Function<DSLContext, T> work) {
        for (var attempt = 1; ; attempt++) {
            try {
                return WITNESS.isBound() ? witnessed(work, WITNESS.get()) : committed(work);
            } catch (DataAccessException refused) {
                if (attempt == ATTEMPTS || !WORTH_REPEATING.contains(refused.sqlState())) {
                    throw Refusals.toFault(refused);
                }
                pause(attempt);
            }
        }
    }

    /**
     * As {@link #write}, for work that many ask for at once and that PostgreSQL lets through one after another. They wait here, in
     * the order of their coming, so that a crowd before one lock leaves connections to all others. Other Kahunas are kept off by
     * that lock alone, so the work takes it as ever.
     *
     * @param what the thing that they all want to lock
     */
    public <T> T writeInTurn(Object what, Function<DSLContext, T> work) {
        var turn = turns.get(Math.floorMod(what.hashCode(), TURNS));
        turn.lock();
        try {
            return write(work);
        } finally {
            turn.unlock();
        }
    }

    private <T> T committed(Function<DSLContext, T> work) {
        return sql.transactionResult(transaction -> work.apply(transaction.dsl()));
    }

    private <T> T witnessed(Function<DSLContext, T> work, Witness witness) {
        var result = committed(transaction -> {
            witness.begins(transaction);
            var done = work.apply(transaction);
            witness.ends(transaction);
            return done;
        });
        witness.committed();
        return result;
    }

    /** As {@link #write}, for work without a result. */
    public void change(Consumer<DSLContext> work) {
        write(transaction -> {
            work.accept(transaction);
            return true;
        });
    }

    /** Runs a query, or several that need not agree with each other. */
    public <T> T read(Function<DSLContext, T> query) {
        try {
            return query.apply(sql);
        } catch (DataAccessException refused) {
            throw Refusals.toFault(refused);
        }
    }

    /** Those that met must not meet again at once. */
    private static void pause(int attempt) {
        LockSupport.parkNanos(
                TimeUnit.MILLISECONDS.toNanos(ThreadLocalRandom.current().nextLong(5, 20L << attempt)));
    }
}
