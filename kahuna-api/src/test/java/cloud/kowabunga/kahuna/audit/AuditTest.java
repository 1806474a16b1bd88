package cloud.kowabunga.kahuna.audit;

import static cloud.kowabunga.kahuna.db.Tables.AUDIT;
import static cloud.kowabunga.kahuna.db.Tables.REGION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.database.Witness;
import java.util.List;
import java.util.Locale;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
final class AuditTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final KahunaWorld world = KahunaWorld.shared();

    @Test
    void a_change_of_the_catalog_says_who_did_what_with_which_input() {
        var name = KahunaWorld.fresh("region");
        var region = world.post("/region", "{\"name\":\"" + name + "\",\"domain\":\"a.example.com\"}")
                .is(201)
                .id();
        world.put("/region/" + region, "{\"description\":\"North\"}").is(200);
        world.delete("/region/" + region).is(200);

        var rows = audit("resource=" + region);
        assertThat(rows)
                .extracting(row -> row.path("verb").asString())
                .containsExactly("DeleteRegion", "UpdateRegion", "CreateRegion");
        var created = rows.getLast();
        assertThat(created.path("who").asString()).isEqualTo("admin");
        assertThat(created.path("key").asString()).isEqualTo(world.adminKey().substring(4, 12));
        assertThat(created.path("address").asString()).isEqualTo("127.0.0.1");
        assertThat(created.path("resource_name").asString()).isEqualTo(name);
        assertThat(created.path("region").asString()).isEqualTo(region);
        assertThat(created.path("request").asString()).isEqualTo("POST /api/v1/region");
        assertThat(created.path("decision").asString()).isEqualTo("ALLOWED");
        assertThat(created.path("result").asString()).isEqualTo("DONE");
        assertThat(created.path("input").path("domain").asString()).isEqualTo("a.example.com");
        assertThat(rows.getFirst().path("resource_name").asString()).isEqualTo(name);
        // People look for names, in whatever case.
        assertThat(audit("who=Admin&resource=" + name.toUpperCase(Locale.ROOT))).isEqualTo(rows);
    }

    @Test
    void a_refusal_is_written_with_its_fault() {
        var name = KahunaWorld.fresh("region");
        var body = "{\"name\":\"" + name + "\",\"domain\":\"a.example.com\"}";
        world.post("/region", body).is(201);
        world.post("/region", body).refuses(409);
        world.put("/region/nowhere", body).refuses(404);

        var taken = audit("noun=region&result=REFUSED").stream()
                .filter(row -> row.path("input").path("name").asString("").equals(name))
                .toList();
        assertThat(taken).extracting(row -> row.path("fault").asString()).containsExactly("NOT_FOUND", "NAME_TAKEN");
        assertThat(taken.getLast().path("reason").asString()).contains(name);
        assertThat(taken.getFirst().path("resource").asString()).isEqualTo("nowhere");
    }

    @Test
    void a_secret_is_in_no_row() {
        var name = KahunaWorld.fresh("project");
        var project = world.post(
                        "/project",
                        "{\"name\":\"" + name + "\",\"teams\":[],\"regions\":[],\"root_password\":\"s3cr3t-of-root\"}")
                .is(201)
                .id();
        world.send(world.request(
                        "POST", "/api/v1/login", "{\"email\":\"" + name + "\",\"password\":\"s3cr3t-of-nobody\"}"))
                .refuses(401);
        var failed = audit("who=" + name);
        assertThat(failed).hasSize(1);
        assertThat(failed.getFirst().path("verb").asString()).isEqualTo("SignIn");
        assertThat(failed.getFirst().path("result").asString()).isEqualTo("REFUSED");
        assertThat(failed.getFirst().path("fault").asString()).isEqualTo("UNAUTHENTICATED");
        assertThat(audit("project=" + project)).hasSize(1);
        assertThat(world.database()
                        .<String>read(sql -> sql.selectFrom(AUDIT).fetch().toString()))
                .doesNotContain("s3cr3t");
    }

    @Test
    void an_operation_is_written_when_it_begins_and_when_it_ends() {
        var place = new Place(world);
        place.agentsWork();
        var reply = world.post(
                        "/project/" + place.project + "/region/" + place.region + "/volume",
                        Place.named("volume", ",\"type\":\"raw\",\"size\":1073741824"))
                .is(201);
        var operation = reply.header("X-Kowabunga-Operation");

        await().untilAsserted(() -> assertThat(audit("operation=" + operation)).hasSize(2));
        var rows = audit("operation=" + operation);
        var end = rows.getFirst();
        var begin = rows.getLast();
        assertThat(begin.path("result").asString()).isEqualTo("STARTED");
        assertThat(begin.path("verb").asString()).isEqualTo("CreateVolume");
        assertThat(begin.path("resource").asString()).isEqualTo(reply.id());
        assertThat(begin.path("project").asString()).isEqualTo(place.project);
        assertThat(begin.path("key").asString()).isEqualTo(world.adminKey().substring(4, 12));
        assertThat(begin.path("input").path("size").asLong()).isEqualTo(1_073_741_824L);
        assertThat(end.path("result").asString()).isEqualTo("SUCCEEDED");
        assertThat(end.path("who").asString()).isEqualTo("admin");
        assertThat(end.path("workflow_id").asString()).isEqualTo("volume/" + reply.id());
        assertThat(end.path("run_id").asString()).isNotEmpty();
        // The request itself adds nothing: the operation has told it all.
        assertThat(audit("resource=" + reply.id())).hasSize(2);
    }

    @Test
    void what_a_ledger_refuses_is_an_operation_that_failed() {
        var place = new Place(world);
        world.put("/project/" + place.project, "{\"quotas\":{\"storage\":1}}").is(200);
        var reply = world.post(
                        "/project/" + place.project + "/region/" + place.region + "/volume",
                        Place.named("v", ",\"type\":\"raw\",\"size\":1073741824"))
                .refuses(507);
        var operation = reply.header("X-Kowabunga-Operation");
        await().untilAsserted(() -> assertThat(audit("operation=" + operation))
                .extracting(row ->
                        row.path("result").asString() + " " + row.path("fault").asString(""))
                .containsExactly("FAILED QUOTA_EXCEEDED", "STARTED "));
    }

    @Test
    void what_a_person_tells_an_operation_is_written_too() {
        var place = new Place(world);
        var reply = world.post(
                        "/project/" + place.project + "/region/" + place.region + "/volume",
                        Place.named("volume", ",\"type\":\"raw\",\"size\":1073741824"),
                        "Prefer",
                        "respond-async")
                .is(202);
        world.post("/operation/" + reply.id() + "/cancel", "").is(202);
        assertThat(audit("noun=operation&resource=" + reply.id()))
                .extracting(row ->
                        row.path("verb").asString() + " " + row.path("project").asString())
                .containsExactly("CancelOperation " + place.project);
        // It stands among what tells of the operation, under the name of what that works on.
        assertThat(audit("operation=" + reply.id()))
                .filteredOn(row -> row.path("verb").asString().equals("CancelOperation"))
                .extracting(row -> row.path("resource_name").asString())
                .containsExactly(reply.get("resource_name"));
    }

    @Test
    void what_was_done_to_the_power_of_an_instance_is_told_though_it_stands_in_the_path_alone() {
        var place = new Place(world).agentsWork();
        place.template();
        var instance = world.post(
                        "/project/" + place.project + "/zone/" + place.zone + "/instance",
                        place.instance("powered", place.adapter(), place.volume("os", 2)))
                .is(201)
                .id();
        world.patch("/instance/" + instance + "/suspend").is(200);
        assertThat(audit("resource=" + instance))
                .extracting(row -> "%s %s %s"
                        .formatted(
                                row.path("verb").asString(),
                                row.path("result").asString(),
                                row.path("input").path("action").asString("")))
                .startsWith("PowerInstance SUCCEEDED suspend", "PowerInstance STARTED suspend");
    }

    @Test
    void the_same_request_again_is_no_second_deed() {
        var key = KahunaWorld.fresh("key");
        var body = Place.named("region", ",\"domain\":\"a.example.com\"");
        var region = world.post("/region", body, "Idempotency-Key", key).is(201).id();
        world.post("/region", body, "Idempotency-Key", key).is(201);
        assertThat(audit("resource=" + region)).hasSize(1);
    }

    @Test
    void pages_and_lines_hold_the_same() {
        for (var number = 0; number < 5; number++) {
            world.post("/region", Place.named("region", ",\"domain\":\"lines.example.com\""))
                    .is(201);
        }
        var first = audit("noun=region&limit=3");
        var second =
                audit("noun=region&limit=2&after=" + first.getLast().path("id").asLong());
        assertThat(first).hasSize(3);
        assertThat(second.getFirst().path("id").asLong())
                .isLessThan(first.getLast().path("id").asLong());
        assertThat(audit("noun=region&limit=2&offset=3")).isEqualTo(second);
        assertThat(Integer.parseInt(
                        world.get("/audit?noun=region&limit=2&offset=3").header("X-Kowabunga-Total")))
                .isGreaterThanOrEqualTo(5);
        world.get("/audit?offset=-1").refuses(422, "offset");
        var lines = world.get("/audit?noun=region", "Accept", "application/x-ndjson")
                .is(200);
        assertThat(lines.header("Content-Type")).startsWith("application/x-ndjson");
        assertThat(lines.text().lines().map(JSON::readTree).toList().subList(0, 5))
                .startsWith(first.toArray(JsonNode[]::new))
                .endsWith(second.toArray(JsonNode[]::new));
        world.get("/audit?result=perhaps").refuses(422, "result");
        world.get("/audit?since=yesterday").refuses(400, "since");
        assertThat(audit("noun=region&since=2100-01-01T00:00:00Z")).isEmpty();
    }

    @Test
    void nothing_in_it_can_be_changed_or_taken_away() {
        world.post("/region", Place.named("region", ",\"domain\":\"a.example.com\""))
                .is(201);
        for (var statement : List.of(
                "UPDATE audit SET who_name = 'nobody'",
                "DELETE FROM audit",
                "TRUNCATE audit",
                "SELECT forget_audit('1 day')")) {
            assertThatThrownBy(() -> world.database().change(sql -> sql.execute(statement)))
                    .as(statement)
                    .hasStackTraceContaining(statement.contains("forget") ? "30 days" : "append-only");
        }
        var forgotten = world.database()
                .write(sql -> sql.fetchSingle("SELECT forget_audit('30 days')").get(0, Long.class));
        assertThat(forgotten).isZero();
        assertThat(audit("noun=audit")).isNotEmpty();
    }

    @Test
    void a_transaction_that_is_rolled_back_leaves_no_row() {
        var witness = new Witness() {
            @Override
            public void begins(DSLContext transaction) {}

            @Override
            public void ends(DSLContext transaction) {
                Trail.write(transaction, entry());
                throw Fault.INTERNAL.because("The commit never comes.");
            }

            @Override
            public void committed() {
                throw new AssertionError("It was not.");
            }
        };
        assertThatThrownBy(() -> ScopedValue.where(Database.WITNESS, witness)
                        .run(() -> world.database()
                                .change(sql -> sql.update(REGION)
                                        .set(REGION.DESCRIPTION, "lost")
                                        .execute())))
                .hasMessageContaining("never comes");
        assertThat(audit("noun=nothing")).isEmpty();
        assertThat(world.database().<Integer>read(sql -> sql.fetchCount(REGION, REGION.DESCRIPTION.eq("lost"))))
                .isZero();
    }

    private static Entry entry() {
        return new Entry(
                new Entry.Who(null, "ada", null, null),
                "Test",
                "nothing",
                null,
                new Entry.Subject(null, null, null, null),
                null,
                Entry.Result.DONE,
                null,
                null,
                null);
    }

    private List<JsonNode> audit(String query) {
        return world.get("/audit?" + query).is(200).json().valueStream().toList();
    }
}
