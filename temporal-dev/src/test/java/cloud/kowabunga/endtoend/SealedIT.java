package cloud.kowabunga.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reads what Temporal stored and what everybody logged, as a thief would. */
@ExtendWith({Platform.Shared.class, Chromium.Opened.class})
class SealedIT {
    private static final String MARKER = "d3scr1pt10n-of-a-customer";
    private static final String READABLE = "what-only-operators-read";

    /** What a sealed payload is marked with, as it stands in JSON. */
    private static final String SEALED =
            Base64.getEncoder().encodeToString("binary/encrypted".getBytes(StandardCharsets.UTF_8));

    @Test
    void nothing_that_an_operation_was_given_can_be_read_in_temporals_database_or_in_a_log(Platform platform)
            throws IOException, SQLException {
        var machines = Machines.in(platform);
        var volume = machines.volume("sealed-volume");
        var adapter = machines.adapter("sealed-adapter");
        var operation = machines.createDescribed("sealed-machine", volume, adapter, MARKER);

        try (var histories = connect(platform, "temporal");
                var visibility = connect(platform, "temporal_visibility")) {
            // The search does find what is there in clear: summaries, and what operations are found by.
            assertThat(holding(histories, "Create instance sealed-machine")).isNotEmpty();
            await().untilAsserted(
                            () -> assertThat(holding(visibility, operation)).isNotEmpty());
            for (var database : List.of(histories, visibility)) {
                assertThat(holding(database, MARKER)).isEmpty();
                assertThat(holding(database, "\"requester\"")).isEmpty();
                for (var secret : secrets(platform)) {
                    assertThat(holding(database, secret)).isEmpty();
                }
            }
        }
        // Here too: what may be told is found, and nothing else.
        assertThat(logsHolding(platform, operation)).isNotEmpty();
        assertThat(logsHolding(platform, MARKER)).isEmpty();
        for (var secret : secrets(platform)) {
            assertThat(logsHolding(platform, secret)).isEmpty();
        }
        machines.delete(resource(machines, operation), volume, adapter);
    }

    @Test
    void who_may_read_an_operation_reads_in_clear_what_the_engine_keeps_sealed(Platform platform) {
        var machines = Machines.in(platform);
        var volume = machines.volume("opened-volume");
        var adapter = machines.adapter("opened-adapter");
        var operation = machines.createDescribed("opened-machine", volume, adapter, MARKER);
        try (var engine = Engine.of(platform)) {
            assertThat(engine.history(machines.api().get("/operation/" + operation))
                            .toJson(false))
                    .contains("Hypervisor.Power", SEALED);
        }
        assertThat(machines.api().get("/operation/" + operation + "/history").toString())
                .contains("Hypervisor.Power")
                .doesNotContain(SEALED);
        machines.delete(resource(machines, operation), volume, adapter);
    }

    private static String resource(Machines machines, String operation) {
        return machines.api().get("/operation/" + operation).path("resource").asText();
    }

    @Test
    void an_operator_who_signed_in_reads_payloads_in_temporals_console_and_nobody_else_does(
            Platform platform, Chromium chromium) {
        var machines = Machines.in(platform);
        var volume = machines.volume("read-volume");
        var adapter = machines.adapter("read-adapter");
        var operation =
                machines.api().get("/operation/" + machines.createDescribed("read-machine", volume, adapter, READABLE));
        var page = TemporalConsole.history(platform.status().path("temporal").asText(), operation);
        var stranger = chromium.browser().newContext().newPage();
        var refused = stranger.waitForResponse(
                answer -> answer.url().contains("/codec/decode")
                        && !answer.request().method().equals("OPTIONS"),
                () -> stranger.navigate(page));
        assertThat(refused.status()).isEqualTo(401);
        Chromium.soon(stranger.getByText("Create instance read-machine"));
        assertThat(stranger.content()).doesNotContain(READABLE);

        var operator =
                TemporalConsole.signedIn(chromium, platform).open(operation).page();
        Chromium.soon(operator.getByText(READABLE));
        machines.delete(operation.path("resource").asText(), volume, adapter);
    }

    private static List<String> secrets(Platform platform) {
        return List.of(
                Platform.read(platform.home().resolve("secrets/admin-key")),
                Platform.read(platform.home().resolve("secrets/admin-password")),
                Platform.read(platform.home().resolve("secrets/payload-keys")).split(" ", 2)[1]);
    }

    private static Connection connect(Platform platform, String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + platform.setting("KOW_POSTGRES_PORT") + "/" + database,
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
                var bytes = columns.getString("TYPE_NAME").equals("bytea")
                        ? "\"%s\"".formatted(column)
                        : "convert_to(\"%s\"::text, 'UTF8')".formatted(column);
                if (has(database, table, bytes, text)) {
                    found.add(table + "." + column);
                }
            }
        }
        return found;
    }

    private static boolean has(Connection database, String table, String bytes, String text) throws SQLException {
        try (var query = database.prepareStatement(
                "SELECT count(*) FROM \"%s\" WHERE position(? in %s) > 0".formatted(table, bytes))) {
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
