package cloud.kowabunga.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reads what Temporal stored and what everybody logged, as a thief would. */
@ExtendWith(Platform.Shared.class)
class SealedIT {
    private static final String MARKER = "d3scr1pt10n-of-a-customer";
    private static final String READABLE = "what-only-operators-read";

    @Test
    void nothing_that_an_operation_was_given_can_be_read_in_temporals_database_or_in_a_log(Platform platform)
            throws IOException, SQLException {
        var machines = Machines.in(platform);
        var volume = machines.volume("sealed-volume");
        var adapter = machines.adapter("sealed-adapter");
        var operation = machines.createDescribed("sealed-machine", volume, adapter, MARKER);

        try (var temporal = connect(platform)) {
            // The search does find what is there in clear: summaries.
            assertThat(holding(temporal, "Create instance sealed-machine")).isNotEmpty();
            assertThat(holding(temporal, MARKER)).isEmpty();
            assertThat(holding(temporal, "\"requester\"")).isEmpty();
            for (var secret : secrets(platform)) {
                assertThat(holding(temporal, secret)).isEmpty();
            }
        }
        // Here too: what may be told is found, and nothing else.
        assertThat(logsHolding(platform, operation)).isNotEmpty();
        assertThat(logsHolding(platform, MARKER)).isEmpty();
        for (var secret : secrets(platform)) {
            assertThat(logsHolding(platform, secret)).isEmpty();
        }
        // Whoever may read the operation gets it in clear.
        var history = machines.api().get("/operation/" + operation + "/history").toString();
        assertThat(history).doesNotContain("binary/encrypted").contains("Hypervisor.Power");
        var instance =
                machines.api().get("/operation/" + operation).path("resource").asText();
        machines.delete(instance, volume, adapter);
    }

    @Test
    void an_operator_who_signed_in_reads_payloads_in_temporals_console_and_nobody_else_does(Platform platform) {
        var machines = Machines.in(platform);
        var volume = machines.volume("read-volume");
        var adapter = machines.adapter("read-adapter");
        var operation =
                machines.api().get("/operation/" + machines.createDescribed("read-machine", volume, adapter, READABLE));
        var page = TemporalConsole.history(platform.status().path("temporal").asText(), operation);
        try (var chromium = Chromium.open()) {
            var stranger = chromium.browser().newContext().newPage();
            stranger.navigate(page);
            Chromium.soon(stranger.getByText("Create instance read-machine"));
            assertThat(stranger.content()).doesNotContain(READABLE);

            var operator =
                    TemporalConsole.signedIn(chromium, platform).open(operation).page();
            Chromium.soon(operator.getByText(READABLE));
        }
        machines.delete(operation.path("resource").asText(), volume, adapter);
    }

    private static List<String> secrets(Platform platform) {
        return List.of(
                Platform.read(platform.home().resolve("secrets/admin-key")),
                Platform.read(platform.home().resolve("secrets/admin-password")),
                Platform.read(platform.home().resolve("secrets/payload-keys")).split(" ", 2)[1]);
    }

    private static Connection connect(Platform platform) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + platform.setting("KOW_POSTGRES_PORT") + "/temporal",
                "temporal",
                Platform.read(platform.home().resolve("secrets/temporal-database")));
    }

    /** The columns of Temporal's tables in which the text stands. */
    private static List<String> holding(Connection database, String text) throws SQLException {
        var found = new ArrayList<String>();
        try (var columns = database.getMetaData().getColumns(null, "public", "%", "%")) {
            while (columns.next()) {
                var table = columns.getString("TABLE_NAME");
                var column = columns.getString("COLUMN_NAME");
                if (columns.getString("TYPE_NAME").equals("bytea") && has(database, table, column, text)) {
                    found.add(table + "." + column);
                }
            }
        }
        return found;
    }

    private static boolean has(Connection database, String table, String column, String text) throws SQLException {
        try (var query = database.prepareStatement(
                "SELECT count(*) FROM \"%s\" WHERE position(? in \"%s\") > 0".formatted(table, column))) {
            query.setBytes(1, text.getBytes(StandardCharsets.UTF_8));
            try (var count = query.executeQuery()) {
                count.next();
                return count.getInt(1) > 0;
            }
        }
    }

    private static List<String> logsHolding(Platform platform, String text) throws IOException {
        try (var files = Files.walk(platform.home().resolve("logs"))) {
            var found = new ArrayList<String>();
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file.toString());
                }
            }
            return found;
        }
    }
}
