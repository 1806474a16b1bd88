package cloud.kowabunga.kahuna.access;

import static cloud.kowabunga.kahuna.db.Tables.OPERATION;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** Plays a life with secrets in it, well and badly, and then looks for them wherever Kahuna leaves something. */
@Timeout(180)
final class SecretsTest {
    private static final String ROOT = "root-Passw0rd-7f3a";
    private static final String SECOND = "second-Passw0rd-91bc";
    private static final String PASSWORD = "user-Passw0rd-5e2d";
    private static final String RESET = "reset-Passw0rd-c04f";
    private final KahunaWorld world = KahunaWorld.shared();

    @Test
    void no_secret_is_in_the_database_the_log_or_a_history() {
        var log = new Log();
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var own = (Logger) LoggerFactory.getLogger("cloud.kowabunga");
        var level = own.getLevel();
        log.start();
        root.addAppender(log);
        own.setLevel(Level.DEBUG);
        try {
            var secrets = life();
            assertThat(database()).contains("sealed:").doesNotContain(spelled(secrets));
            assertThat(String.join("\n", log.lines)).contains("/api/v1/project").doesNotContain(spelled(secrets));
            assertThat(histories()).contains("CreateVolume").doesNotContain(spelled(secrets));
        } finally {
            root.detachAppender(log);
            own.setLevel(level);
        }
    }

    @Test
    void a_root_password_is_told_to_those_who_may_change_it_and_to_nobody_else() {
        var team = Person.team(world);
        var project = world.post(
                        "/project",
                        Place.named(
                                "project",
                                ",\"root_password\":\"%s\",\"teams\":[\"%s\"],\"regions\":[]".formatted(ROOT, team)))
                .is(201);
        assertThat(project.get("root_password")).isEqualTo(ROOT);
        var path = "/project/" + project.id();
        assertThat(world.get(path).is(200).get("root_password")).isEqualTo(ROOT);
        assertThat(Person.of(world, Role.PROJECT_ADMIN, team).get(path).is(200).get("root_password"))
                .isEqualTo(ROOT);
        var reader = Person.of(world, Role.USER, team).get(path).is(200);
        assertThat(reader.json().has("root_password")).isFalse();
        // Given empty it comes back empty, and left out it stays.
        assertThat(world.put(path, "{\"root_password\":\"\"}")
                        .is(200)
                        .json()
                        .path("root_password")
                        .isString())
                .isTrue();
        assertThat(world.put(path, "{\"root_password\":\"%s\"}".formatted(SECOND))
                        .is(200)
                        .get("root_password"))
                .isEqualTo(SECOND);
        assertThat(world.put(path, "{\"tags\":[\"a\"]}").is(200).get("root_password"))
                .isEqualTo(SECOND);
    }

    private List<String> life() {
        var place = new Place(world).agentsWork();
        var body = Place.named(
                "project", ",\"root_password\":\"%s\",\"teams\":[],\"regions\":[\"%s\"]".formatted(ROOT, place.region));
        var key = KahunaWorld.fresh("key");
        var project = world.post("/project", body, "Idempotency-Key", key).is(201);
        assertThat(project.get("root_password")).isEqualTo(ROOT);
        // The same request again is answered from memory, secret and all.
        assertThat(world.post("/project", body, "Idempotency-Key", key).is(201).text())
                .isEqualTo(project.text());
        world.put("/project/" + project.id(), "{\"root_password\":\"%s\"}".formatted(SECOND))
                .is(200);
        world.put("/project/" + project.id(), "{\"root_password\":\"%s\",\"name\":\"\"}".formatted(SECOND))
                .refuses(422);
        world.put("/project/" + project.id(), "{\"root_password\":\"%s\",".formatted(SECOND))
                .refuses(400);
        world.put("/project/none", "{\"root_password\":\"%s\"}".formatted(SECOND))
                .refuses(404);
        world.post(
                        "/project/%s/region/%s/volume".formatted(project.id(), place.region),
                        Place.named("volume", ",\"type\":\"raw\",\"size\":1073741824"))
                .is(201);

        var person = Person.of(world, Role.USER);
        var path = "/user/" + person.id();
        world.put(
                        path + "/password",
                        "{\"value\":\"%s\"}".formatted(PASSWORD),
                        "Idempotency-Key",
                        KahunaWorld.fresh("key"))
                .is(200);
        var session = login(person, PASSWORD);
        var reset = world.patch(path + "/resetPassword", "Idempotency-Key", KahunaWorld.fresh("key"))
                .is(200)
                .header("X-Kowabunga-Secret");
        world.send(world.request(
                        "POST",
                        "/api/v1/resetPassword/redeem",
                        "{\"token\":\"%s\",\"value\":\"%s\"}".formatted(reset, RESET)))
                .is(200);
        var second = login(person, RESET);
        var api = world.patch(path + "/token?expire=false", "Idempotency-Key", KahunaWorld.fresh("key"))
                .is(200)
                .header("X-Kowabunga-Secret");
        var agent = world.patch("/agent/" + place.agent + "/token?expire=false")
                .is(200)
                .header("X-Kowabunga-Secret");
        return List.of(ROOT, SECOND, PASSWORD, RESET, reset, session, second, api.substring(13), agent.substring(13));
    }

    private String login(Person person, String password) {
        return world.send(world.request(
                        "POST",
                        "/api/v1/login",
                        "{\"email\":\"%s@example.com\",\"password\":\"%s\"}".formatted(person.id(), password)))
                .is(200)
                .get("jwt");
    }

    /** As it is, and as it stands in what encodes its bytes. */
    private static String[] spelled(List<String> secrets) {
        return secrets.stream()
                .flatMap(secret -> Stream.of(
                        secret,
                        Base64.getEncoder()
                                .withoutPadding()
                                .encodeToString(secret.getBytes(StandardCharsets.UTF_8))
                                .replaceAll(".{2}$", "")))
                .toArray(String[]::new);
    }

    /** Every row of every table. */
    private String database() {
        return world.database().read(sql -> {
            var rows = new ArrayList<String>();
            for (var table : sql.fetchValues("SELECT table_name FROM information_schema.tables"
                    + " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'")) {
                rows.addAll(rows(sql, String.valueOf(table)));
            }
            return String.join("\n", rows);
        });
    }

    private static List<String> rows(DSLContext sql, String table) {
        return sql.fetch("SELECT '" + table + ' ' + "' || row_to_json(t)::text FROM \"" + table + "\" t")
                .getValues(0, String.class);
    }

    /** Of every operation that there was, as the engine keeps it. */
    private String histories() {
        return world
                .database()
                .read(sql -> sql.select(OPERATION.WORKFLOW_ID, OPERATION.RUN_ID)
                        .from(OPERATION)
                        .where(OPERATION.RUN_ID.ne("gone"))
                        .fetch(row -> world.engine()
                                .fetchHistory(row.value1(), row.value2())
                                .getHistory()
                                .toString()))
                .stream()
                .reduce("", String::concat);
    }

    private static final class Log extends AppenderBase<ILoggingEvent> {
        private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage() + " " + event.getKeyValuePairs());
            if (event.getThrowableProxy() != null) {
                lines.add(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
        }
    }
}
