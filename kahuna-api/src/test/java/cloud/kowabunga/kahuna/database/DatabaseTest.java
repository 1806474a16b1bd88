package cloud.kowabunga.kahuna.database;

import static cloud.kowabunga.kahuna.db.Tables.AGENT;
import static cloud.kowabunga.kahuna.db.Tables.OUTBOX;
import static cloud.kowabunga.kahuna.db.Tables.REGION;
import static cloud.kowabunga.kahuna.db.Tables.SUBNET;
import static cloud.kowabunga.kahuna.db.Tables.VNET;
import static cloud.kowabunga.kahuna.db.Tables.ZONE;
import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.network.SubnetId;
import cloud.kowabunga.network.VNetId;
import cloud.kowabunga.topology.AgentId;
import cloud.kowabunga.topology.AgentKind;
import cloud.kowabunga.topology.RegionId;
import cloud.kowabunga.topology.ZoneId;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

@Timeout(60)
final class DatabaseTest {
    private static final HikariDataSource CONNECTIONS = Postgres.fresh();
    private final PostgresWorld world = new PostgresWorld(CONNECTIONS);
    private final Database database = world.database();

    @AfterAll
    static void close() {
        CONNECTIONS.close();
    }

    @Test
    void a_taken_name_is_named() {
        var refused = catchThrowable(() -> addRegion("r2", "region-1"));
        assertThat(refused).hasMessage("There is a Region named 'region-1' already.");
        assertRefused(Fault.NAME_TAKEN, () -> addRegion("r2", "region-1"));
    }

    @Test
    void a_name_with_commas_is_named_whole() {
        assertThat(catchThrowable(() -> {
                    addZone("z2", world.region(), "a, b");
                    addZone("z3", world.region(), "a, b");
                }))
                .hasMessage("There is a Zone named 'a, b' already.");
    }

    @Test
    void an_agent_is_named_in_plain_english() {
        addAgent("a1");
        assertThat(catchThrowable(() -> addAgent("a2"))).hasMessage("There is an Agent named 'k' already.");
    }

    @Test
    void a_parent_that_is_not_there_is_not_found() {
        var refused = catchThrowable(() -> addZone("z2", new RegionId("never"), "z2"));
        assertThat(refused).hasMessage("There is no Region with the id 'never'.");
        assertRefused(Fault.NOT_FOUND, () -> addZone("z2", new RegionId("never"), "z2"));
    }

    @Test
    void what_others_need_is_not_removed() {
        var refused = catchThrowable(() -> database.change(
                sql -> sql.deleteFrom(ZONE).where(ZONE.ID.eq(world.zone())).execute()));
        assertThat(refused).isNull();
        addZone("z2", world.region(), "z2");
        assertThat(catchThrowable(() -> database.change(sql -> sql.deleteFrom(REGION)
                        .where(REGION.ID.eq(world.region()))
                        .execute())))
                .hasMessageMatching("It cannot be removed: there is a (Zone|VNet|Subnet) that needs it\\.");
    }

    @Test
    void networks_of_a_region_do_not_overlap() {
        assertRefused(
                Fault.ADDRESS_TAKEN,
                () -> database.change(sql -> sql.insertInto(SUBNET)
                        .set(SUBNET.ID, new SubnetId("s2"))
                        .set(SUBNET.VNET_ID, new VNetId("n1"))
                        .set(SUBNET.REGION_ID, world.region())
                        .set(SUBNET.NAME, "other")
                        .set(SUBNET.CIDR, "10.90.7.0/24")
                        .set(SUBNET.GATEWAY, "10.90.7.1")
                        .execute()));
    }

    @Test
    void a_value_out_of_bounds_is_refused() {
        assertRefused(
                Fault.INVALID_VALUE,
                () -> database.change(
                        sql -> sql.update(VNET).set(VNET.VLAN, 5000).execute()));
    }

    @Test
    void a_transaction_that_is_refused_changes_nothing() {
        assertThat(catchThrowable(() -> database.change(sql -> {
                    sql.deleteFrom(AGENT).execute();
                    sql.update(ZONE).set(ZONE.NAME, "changed").execute();
                    throw Fault.INVALID_STATE.because("No.");
                })))
                .hasMessage("No.");
        assertThat(world.sql().fetchSingle(ZONE).getName()).isEqualTo("z1");
    }

    @Test
    void a_notice_arrives_when_the_transaction_has_ended_well() throws SQLException {
        try (var connection = CONNECTIONS.getConnection()) {
            var listener = connection.unwrap(PGConnection.class);
            connection.createStatement().execute("LISTEN " + ChangeNotice.CHANNEL);
            assertRefused(
                    Fault.INVALID_STATE,
                    () -> database.change(sql -> {
                        ChangeNotice.send(sql, Noun.REGION, new RegionId("refused"));
                        throw Fault.INVALID_STATE.because("No.");
                    }));
            database.change(sql -> ChangeNotice.send(sql, Noun.REGION, world.region()));
            var notices = listener.getNotifications(5_000);
            assertThat(notices).hasSize(1);
            // The notice only wakes; what it is about stands in the outbox.
            assertThat(notices[0].getParameter()).isEmpty();
            assertThat(world.sql().selectFrom(OUTBOX).fetch(row -> row.getNoun() + " " + row.getResource()))
                    .containsExactly("region r1");
            connection.createStatement().execute("UNLISTEN *");
        }
    }

    @Test
    void a_database_that_is_away_is_said_to_be_away() {
        var nowhere = new PGSimpleDataSource();
        nowhere.setURL("jdbc:postgresql://127.0.0.1:21298/none");
        assertRefused(
                Fault.DATABASE_AWAY,
                () -> new Database(nowhere).read(sql -> sql.selectOne().fetch()));
    }

    private void addRegion(String id, String name) {
        database.change(sql -> sql.insertInto(REGION, REGION.ID, REGION.NAME, REGION.DOMAIN)
                .values(new RegionId(id), name, "example.com")
                .execute());
    }

    private void addAgent(String id) {
        database.change(sql -> sql.insertInto(AGENT, AGENT.ID, AGENT.NAME, AGENT.KIND)
                .values(new AgentId(id), "k", AgentKind.KAKTUS)
                .execute());
    }

    private void addZone(String id, RegionId region, String name) {
        database.change(sql -> sql.insertInto(ZONE, ZONE.ID, ZONE.REGION_ID, ZONE.NAME)
                .values(new ZoneId(id), region, name)
                .execute());
    }
}
