package cloud.kowabunga.kahuna.live;

import static cloud.kowabunga.kahuna.db.Tables.OUTBOX;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.kahuna.database.Postgres;
import cloud.kowabunga.kahuna.database.PostgresWorld;
import cloud.kowabunga.topology.RegionId;
import com.zaxxer.hikari.HikariDataSource;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

final class OutboxTest {
    private static final HikariDataSource CONNECTIONS = Postgres.fresh();

    private final PostgresWorld world = new PostgresWorld(CONNECTIONS);
    private final Outbox outbox = new Outbox(world.database());

    @Test
    void a_place_between_two_changes_is_kept_as_long_as_what_came_after_it() {
        change("first");
        var between = outbox.end();
        change("second");
        assertThat(outbox.keeps(between)).isTrue();
        assertThat(outbox.after(between)).extracting(Change::id).containsExactly("second");

        // Nothing changes for long, so that nothing was missed.
        allAreOld();
        outbox.forgetOldOnes();
        assertThat(outbox.keeps(between)).isFalse();
        var later = outbox.end();
        assertThat(outbox.keeps(later)).isTrue();
        assertThat(outbox.after(later)).isEmpty();

        change("third");
        allAreOld();
        change("fourth");
        outbox.forgetOldOnes();
        assertThat(outbox.keeps(later)).isFalse();
    }

    @Test
    void a_place_that_was_never_reached_is_not_kept() {
        change("some");
        assertThat(outbox.keeps(new Position(outbox.end().transaction() + 1_000_000, Position.BEFORE_ALL)))
                .isFalse();
        assertThat(outbox.keeps(new Position(1, Position.BEFORE_ALL))).isFalse();
    }

    private void change(String region) {
        world.database().change(sql -> ChangeNotice.send(sql, Noun.REGION, new RegionId(region)));
    }

    private void allAreOld() {
        world.database()
                .change(sql -> sql.update(OUTBOX)
                        .set(OUTBOX.AT, DSL.field("{0} - interval '2 hours'", OUTBOX.AT.getDataType(), OUTBOX.AT))
                        .execute());
    }
}
