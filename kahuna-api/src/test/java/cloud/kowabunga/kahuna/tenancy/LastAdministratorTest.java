package cloud.kowabunga.kahuna.tenancy;

import static cloud.kowabunga.kahuna.db.Tables.APP_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.access.Caller;
import cloud.kowabunga.kahuna.access.Role;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.database.Postgres;
import cloud.kowabunga.kahuna.wire.User;
import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Somebody must always be there who may do everything. */
@Timeout(60)
final class LastAdministratorTest {
    private final HikariDataSource source = Postgres.fresh();
    private final Database database = new Database(source);
    private final Users users = new Users(database);

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void the_last_one_is_neither_removed_nor_demoted() {
        var only = admin("ada");
        assertThatThrownBy(() -> users.delete(only)).hasMessageContaining("only superAdmin");
        assertThatThrownBy(() -> demote(only)).hasMessageContaining("only superAdmin");
        var second = admin("bob");
        users.delete(only);
        assertThatThrownBy(() -> demote(second)).hasMessageContaining("only superAdmin");
    }

    @Test
    void of_two_who_remove_each_other_at_the_same_time_one_stays() {
        for (var round = 0; round < 10; round++) {
            var ids = Stream.of("ada", "bob").map(this::admin).toList();
            ids.stream()
                    .map(id -> CompletableFuture.runAsync(() -> attempt(id), Thread::startVirtualThread))
                    .toList()
                    .forEach(CompletableFuture::join);
            assertThat(admins()).isEqualTo(1);
            database.change(sql -> sql.deleteFrom(APP_USER).execute());
        }
    }

    private void attempt(String id) {
        try {
            users.delete(id);
        } catch (KowabungaException no) {
            assertThat(no.sentence()).contains("only superAdmin");
        }
    }

    private void demote(String id) {
        users.update(new Caller("root", "root", Role.SUPER_ADMIN), id, new User(null, null, null, null, "user", null));
    }

    private int admins() {
        return database.read(sql -> sql.fetchCount(APP_USER, APP_USER.ROLE.eq("superAdmin")));
    }

    private String admin(String name) {
        var given = new User(null, name, null, name + "@example.com", "superAdmin", false);
        return String.valueOf(users.create(NewIds.fresh(), given).id());
    }
}
