package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.AUDIT;
import static cloud.kowabunga.kahuna.db.Tables.OPERATION;
import static cloud.kowabunga.kahuna.db.Tables.OUTBOX;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.database.Postgres;
import cloud.kowabunga.kahuna.database.PostgresWorld;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.Outcome;
import cloud.kowabunga.operation.Progress;
import cloud.kowabunga.testing.OperationLedgerContract;
import cloud.kowabunga.testing.World;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import org.jooq.DSLContext;
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

    @Test
    void of_a_whole_is_told_when_a_part_of_it_begins_to_wait_for_a_decision_and_when_it_has_it() {
        var whole = new OperationId("whole");
        open();
        database()
                .update(OPERATION)
                .set(OPERATION.PARENT_ID, whole)
                .where(OPERATION.ID.eq(id))
                .execute();
        says(OperationState.RUNNING, "run-1");
        assertThat(notices(whole)).isZero();
        says(OperationState.ATTENTION, "run-1");
        says(OperationState.ATTENTION, "run-1");
        assertThat(notices(whole)).isEqualTo(1);
        says(OperationState.RUNNING, "run-1");
        says(OperationState.RUNNING, "run-1");
        assertThat(notices(whole)).isEqualTo(2);
    }

    private void says(String run) {
        says(OperationState.RUNNING, run);
    }

    private void says(OperationState state, String run) {
        world.operations().record(new Progress(id, state, List.of(), List.of(), run));
    }

    private static int notices(OperationId of) {
        return database().fetchCount(OUTBOX, OUTBOX.RESOURCE.eq(of.value()));
    }

    private static DSLContext database() {
        return DSL.using(CONNECTIONS, SQLDialect.POSTGRES);
    }

    private @Nullable String run() {
        return database().selectFrom(OPERATION).where(OPERATION.ID.eq(id)).fetchSingle(OPERATION.RUN_ID);
    }

    private List<String> audit() {
        return database()
                .select(AUDIT.RESULT, AUDIT.RUN_ID)
                .from(AUDIT)
                .where(AUDIT.OPERATION_ID.eq(id))
                .orderBy(AUDIT.ID.desc())
                .limit(4)
                .fetch(row -> row.value1() + " " + row.value2())
                .reversed();
    }
}
