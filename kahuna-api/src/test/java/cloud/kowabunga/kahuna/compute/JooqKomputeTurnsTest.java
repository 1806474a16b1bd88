package cloud.kowabunga.kahuna.compute;

import cloud.kowabunga.kahuna.database.Postgres;
import cloud.kowabunga.kahuna.database.PostgresWorld;
import cloud.kowabunga.testing.KomputeTurnsContract;
import cloud.kowabunga.testing.World;
import com.zaxxer.hikari.HikariDataSource;
import org.junit.jupiter.api.AfterAll;

final class JooqKomputeTurnsTest extends KomputeTurnsContract {
    private static final HikariDataSource CONNECTIONS = Postgres.fresh();

    private final World world = new PostgresWorld(CONNECTIONS);

    @AfterAll
    static void close() {
        CONNECTIONS.close();
    }

    @Override
    protected World world() {
        return world;
    }
}
