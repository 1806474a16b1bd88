package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.AUDIT;
import static cloud.kowabunga.kahuna.db.Tables.OPERATION;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.database.Postgres;
import cloud.kowabunga.kahuna.database.PostgresWorld;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.Outcome;
import cloud.kowabunga.operation.Progress;
import cloud.kowabunga.testing.OperationLedgerContract;
import cloud.kowabunga.testing.World;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class JooqOperationLedgerTest extends OperationLedgerContract {
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

    @Test
    void a_reset_is_followed_at_the_first_word_of_its_run_and_the_run_before_is_heard_no_more() {
        open();
        assertThat(run()).isEqualTo("run-1");
        says("run-2");
        says("run-1");
        assertThat(run()).isEqualTo("run-2");
        world.operations().close(new Outcome(id, OperationState.SUCCEEDED, List.of(), null, null, "run-3"));
        assertThat(run()).isEqualTo("run-3");
        assertThat(audit()).containsExactly("STARTED run-1", "RESET run-2", "RESET run-3", "SUCCEEDED run-3");
    }

    private void says(String run) {
        world.operations().record(new Progress(id, OperationState.RUNNING, List.of(), List.of(), run));
    }

    private @Nullable String run() {
        return DSL.using(CONNECTIONS, SQLDialect.POSTGRES)
                .selectFrom(OPERATION)
                .where(OPERATION.ID.eq(id))
                .fetchSingle(OPERATION.RUN_ID);
    }

    private List<String> audit() {
        return DSL.using(CONNECTIONS, SQLDialect.POSTGRES)
                .select(AUDIT.RESULT, AUDIT.RUN_ID)
                .from(AUDIT)
                .where(AUDIT.OPERATION_ID.eq(id))
                .orderBy(AUDIT.ID.desc())
                .limit(4)
                .fetch(row -> row.value1() + " " + row.value2())
                .reversed();
    }
}
