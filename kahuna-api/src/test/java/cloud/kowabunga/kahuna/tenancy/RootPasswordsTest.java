package cloud.kowabunga.kahuna.tenancy;

import static cloud.kowabunga.kahuna.db.Tables.PROJECT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kowabunga.kahuna.FreshId;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.database.Postgres;
import cloud.kowabunga.kahuna.db.tables.records.ProjectRecord;
import cloud.kowabunga.kahuna.seal.SealKey;
import cloud.kowabunga.kahuna.seal.Seals;
import cloud.kowabunga.tenancy.ProjectId;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

final class RootPasswordsTest {
    private static final HikariDataSource SOURCE = Postgres.fresh();
    private final Database database = new Database(SOURCE);
    private final SealKey key = new SealKey(new byte[32]);

    @AfterAll
    static void close() {
        SOURCE.close();
    }

    @Test
    void what_an_older_kahuna_stored_in_clear_is_sealed_at_the_start() {
        var id = stored("hunter2", null);
        var passwords = new RootPasswords(database, new Seals(key, List.of()));

        passwords.afterSingletonsInstantiated();

        assertThat(row(id).getClearRootPassword()).isNull();
        assertThat(row(id).getRootPassword()).startsWith("sealed:").doesNotContain("hunter2");
        assertThat(passwords.of(row(id))).isEqualTo("hunter2");
    }

    @Test
    void a_second_start_after_a_crash_goes_on_where_the_first_one_ended() {
        var done = stored("first", null);
        var seals = new Seals(key, List.of());
        new RootPasswords(database, seals).afterSingletonsInstantiated();
        var before = row(done).getRootPassword();
        var open = stored("second", null);

        new RootPasswords(database, seals).afterSingletonsInstantiated();

        assertThat(row(done).getRootPassword()).isEqualTo(before);
        assertThat(new RootPasswords(database, seals).of(row(open))).isEqualTo("second");
    }

    @Test
    void what_a_former_key_sealed_is_sealed_anew() {
        var former = new SealKey("a former key of 32 bytes, really".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        var id = stored("hunter2", null);
        new RootPasswords(database, new Seals(former, List.of())).afterSingletonsInstantiated();
        assertThat(new Seals(former, List.of()).isCurrent(Objects.requireNonNull(row(id).getRootPassword())))
                .isTrue();

        new RootPasswords(database, new Seals(key, List.of(former))).afterSingletonsInstantiated();

        assertThat(new RootPasswords(database, new Seals(key, List.of())).of(row(id)))
                .isEqualTo("hunter2");
        database.change(sql -> sql.deleteFrom(PROJECT).where(PROJECT.ID.eq(id)).execute());
    }

    @Test
    void nobody_can_store_one_in_clear() {
        assertThatThrownBy(() -> stored(null, "hunter2")).hasMessageContaining("project_root_password_is_sealed");
    }

    private ProjectId stored(
            @org.jspecify.annotations.Nullable String clear, @org.jspecify.annotations.Nullable String sealed) {
        var id = new ProjectId(FreshId.next());
        database.change(sql -> sql.insertInto(PROJECT)
                .set(PROJECT.ID, id)
                .set(PROJECT.NAME, "project-" + id.value())
                .set(PROJECT.CLEAR_ROOT_PASSWORD, clear)
                .set(PROJECT.ROOT_PASSWORD, sealed)
                .execute());
        return id;
    }

    private ProjectRecord row(ProjectId id) {
        return database.read(sql -> Objects.requireNonNull(sql.fetchOne(PROJECT, PROJECT.ID.eq(id))));
    }
}
