package cloud.kowabunga.kahuna.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;

/** One real PostgreSQL for all tests of a JVM; each test class takes a database of its own, copied from a migrated one. */
public final class Postgres {
    private static final String TEMPLATE = "kahuna_template";
    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final EmbeddedPostgres SERVER = start();

    private Postgres() {}

    /** The JDBC address of a new database with all tables and no rows; user {@code postgres}, no password. */
    public static String freshUrl() {
        var name = "kahuna_" + COUNTER.incrementAndGet();
        execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
        return SERVER.getJdbcUrl("postgres", name);
    }

    /** Connections to a new database; the caller closes them. */
    public static HikariDataSource fresh() {
        var pool = new HikariConfig();
        pool.setJdbcUrl(freshUrl());
        pool.setMaximumPoolSize(16);
        pool.addDataSourceProperty("options", "-c lock_timeout=5s");
        return new HikariDataSource(pool);
    }

    private static synchronized void execute(String statement) {
        try (var connection = SERVER.getPostgresDatabase().getConnection();
                var sql = connection.createStatement()) {
            sql.execute(statement);
        } catch (SQLException refused) {
            throw new IllegalStateException(statement, refused);
        }
    }

    private static EmbeddedPostgres start() {
        try {
            var server = EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("max_connections", "300")
                    .start();
            try (var connection = server.getPostgresDatabase().getConnection();
                    var sql = connection.createStatement()) {
                sql.execute("CREATE DATABASE " + TEMPLATE);
            }
            Flyway.configure()
                    .dataSource(server.getDatabase("postgres", TEMPLATE))
                    .load()
                    .migrate();
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
