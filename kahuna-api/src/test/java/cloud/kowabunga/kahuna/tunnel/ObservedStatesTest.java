package cloud.kowabunga.kahuna.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.compute.DomainReport;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.database.Postgres;
import cloud.kowabunga.topology.AgentId;
import com.zaxxer.hikari.HikariDataSource;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ObservedStatesTest {
    private static final AgentId OURS = new AgentId("ours");
    private static final AgentId OTHER = new AgentId("other");

    private final HikariDataSource connections = Postgres.fresh();
    private final Database database = new Database(connections);
    private final ObservedStates observed = new ObservedStates(database);

    @BeforeEach
    void anInstanceThatRuns() {
        execute("INSERT INTO region (id, name, domain) VALUES ('r', 'r', 'example.org')");
        execute("INSERT INTO zone (id, region_id, name) VALUES ('z', 'r', 'z')");
        for (var agent : List.of("ours", "other")) {
            execute("INSERT INTO agent (id, name, kind) VALUES (?, ?, 'KAKTUS')", agent, agent);
            execute("INSERT INTO kaktus (id, zone_id, name) VALUES (?, 'z', ?)", agent, agent);
            execute("INSERT INTO kaktus_agent (kaktus_id, position, agent_id) VALUES (?, 0, ?)", agent, agent);
        }
        execute("INSERT INTO project (id, name) VALUES ('p', 'p')");
        execute(
                "INSERT INTO instance (id, project_id, region_id, zone_id, kaktus_id, in_zone, name, memory, vcpus, uefi,"
                        + " kmotion_enabled, state, operation_id, reserved_memory, reserved_vcpus)"
                        + " VALUES ('i', 'p', 'r', 'z', 'ours', true, 'web-1', 1024, 1, false, false, 'RUNNING', 'o-0', 1024, 1)");
    }

    @AfterEach
    void close() {
        connections.close();
    }

    @Test
    void a_guest_that_shut_down_by_itself_is_off() {
        observed.take(OURS, is(InstanceState.SHUTOFF));

        assertThat(state()).isEqualTo("SHUTOFF");
        assertThat(value("SELECT power_state FROM instance")).isEqualTo("SHUTOFF");
    }

    @Test
    void an_agent_of_another_kaktus_has_no_say() {
        observed.take(OTHER, is(InstanceState.CRASHED));

        assertThat(state()).isEqualTo("RUNNING");
    }

    @Test
    void while_an_operation_works_on_it_its_word_holds() {
        operation("NULL");

        observed.take(OURS, is(InstanceState.SHUTOFF));

        assertThat(state()).isEqualTo("RUNNING");
    }

    @Test
    void a_report_may_be_older_than_the_end_of_an_operation() {
        operation("now()");

        observed.take(OURS, is(InstanceState.SHUTOFF));

        assertThat(state()).isEqualTo("RUNNING");
    }

    @Test
    void an_operation_of_long_ago_is_in_nobodys_way() {
        operation("now() - interval '1 minute'");

        observed.take(OURS, is(InstanceState.PAUSED));

        assertThat(state()).isEqualTo("PAUSED");
    }

    @Test
    void an_instance_that_is_being_made_or_removed_is_left_alone() {
        execute("UPDATE instance SET state = 'DELETING'");

        observed.take(OURS, is(InstanceState.RUNNING));

        assertThat(state()).isEqualTo("DELETING");
    }

    private void operation(String endedAt) {
        execute(
                "INSERT INTO operation (id, verb, noun, resource, resource_name, requester_name, requester_id, state, workflow_id,"
                        + " run_id, ordered_at, ended_at) VALUES ('o-1', 'PowerInstance', 'INSTANCE', 'i', 'web-1', 'me', 'me', "
                        + (endedAt.equals("NULL") ? "'RUNNING'" : "'SUCCEEDED'")
                        + ", 'instance/i', 'run', now(), " + endedAt + ")");
    }

    private static List<DomainReport> is(InstanceState state) {
        return List.of(new DomainReport(new InstanceId("i"), state, null));
    }

    private Object state() {
        return value("SELECT state FROM instance");
    }

    private Object value(String sql) {
        return database.read(query -> Objects.requireNonNull(query.fetchValue(sql)));
    }

    private void execute(String sql, Object... values) {
        database.change(transaction -> transaction.execute(sql, values));
    }
}
