package cloud.kowabunga.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A full region in the database, and what a client may ask of it.
 *
 * @param instances all its instances
 * @param volumes all their volumes
 * @param adapters the ids of all their adapters
 * @param users the ids of all users, each at its number
 */
record Region(List<Owned> instances, List<Owned> volumes, List<String> adapters, List<String> users) {
    private static final int PROJECTS = 200;
    private static final int TEAMS = 50;

    /** A project is one team's, and every fiftieth user is in the same team. */
    record Owned(String id, int team) {}

    /** Writes it; the database must not have one yet. */
    static Region load(String url, String password) throws SQLException, IOException {
        try (var database = DriverManager.getConnection(url, "kowabunga", password);
                var script = Objects.requireNonNull(Region.class.getResourceAsStream("/bench/load.sql"))) {
            database.setAutoCommit(false);
            try (var statement = database.createStatement()) {
                statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
            }
            database.commit();
            database.setAutoCommit(true);
            try (var statement = database.createStatement()) {
                statement.execute("VACUUM ANALYZE");
            }
            return new Region(
                    owned(database, "instance"),
                    owned(database, "volume"),
                    ids(database, "adapter WHERE subnet_id = 'bench-subnet'"),
                    ids(database, "app_user WHERE id LIKE 'bench-user-%' ORDER BY substring(id from 12)::int"));
        }
    }

    private static List<Owned> owned(Connection database, String table) throws SQLException {
        var found = new ArrayList<Owned>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("SELECT id, substring(project_id from 15)::int FROM " + table
                        + " WHERE region_id = 'bench-region'")) {
            while (rows.next()) {
                found.add(new Owned(rows.getString(1), rows.getInt(2) % TEAMS));
            }
        }
        return found;
    }

    private static List<String> ids(Connection database, String where) throws SQLException {
        var ids = new ArrayList<String>();
        try (var statement = database.createStatement();
                var rows = statement.executeQuery("SELECT id FROM " + where)) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    static <T> T any(List<T> list) {
        return list.get(ThreadLocalRandom.current().nextInt(list.size()));
    }

    /** The number of a user in that team. */
    int anyMember(int team) {
        return team + TEAMS * ThreadLocalRandom.current().nextInt(users.size() / TEAMS);
    }

    static String anyProject() {
        return "bench-project-" + ThreadLocalRandom.current().nextInt(PROJECTS);
    }
}
