package cloud.kowabunga.kahuna;

import static cloud.kowabunga.kahuna.db.Tables.AGENT_STATUS;
import static cloud.kowabunga.kahuna.db.Tables.AUDIT;
import static cloud.kowabunga.kahuna.db.Tables.OPERATION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.Noun;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@Timeout(120)
final class BulkOverHttpTest {
    private final KahunaWorld world = KahunaWorld.shared();
    private final Place place = new Place(world);

    @Test
    void many_are_deleted_by_one_request_and_each_is_an_operation() {
        place.agentsWork();
        var volumes = volumes(12);

        var reply = world.post("/bulk", bulk("volume", "delete", volumes)).is(200);

        var parent = reply.header("X-Kowabunga-Operation");
        assertThat(texts(reply.json(), "resource")).containsExactlyElementsOf(volumes);
        assertThat(texts(reply.json(), "state")).containsOnly("SUCCEEDED");
        assertThat(texts(reply.json(), "verb")).containsOnly("DeleteVolume");
        assertThat(texts(reply.json(), "parent")).containsOnly(parent);
        volumes.forEach(volume -> world.get("/volume/" + volume).is(404));
        var whole = world.get("/operation/" + parent).is(200);
        assertThat(whole.get("verb")).isEqualTo("RunBulk");
        assertThat(whole.get("noun")).isEqualTo("bulk");
        assertThat(whole.get("resource_name")).isEqualTo("delete of 12 volumes");
        assertThat(whole.get("project")).isEqualTo(place.project);
        assertThat(whole.get("state")).isEqualTo("SUCCEEDED");
        assertThat(whole.json().has("parent")).isFalse();
        assertThat(texts(whole.json().path("steps"), "state")).hasSize(12).containsOnly("DONE");
        var children = world.get("/operation?limit=5&parent=" + parent).is(200);
        assertThat(children.json()).hasSize(5);
        assertThat(children.header("X-Kowabunga-Total")).isEqualTo("12");
        assertThat(audit(parent)).containsExactly("RunBulk bulk STARTED", "RunBulk bulk SUCCEEDED");
        assertThat(audit(texts(children.json(), "id").getFirst()))
                .containsExactly("DeleteVolume volume STARTED", "DeleteVolume volume SUCCEEDED");
    }

    @Test
    void what_is_refused_is_named_and_all_others_are_done() {
        place.agentsWork();
        place.template();
        var os = place.volume("os", 2);
        world.post(
                        "/project/" + place.project + "/zone/" + place.zone + "/instance",
                        place.instance(KahunaWorld.fresh("web"), place.adapter(), os))
                .is(201);
        var free = volumes(2);
        var name = world.get("/volume/" + os).get("name");

        var reply = world.post("/bulk", bulk("volume", "delete", List.of(free.getFirst(), os, free.getLast())))
                .refuses(409, "1 of 3 were not done", name);

        free.forEach(volume -> world.get("/volume/" + volume).is(404));
        world.get("/volume/" + os).is(200);
        var whole = world.get("/operation/" + reply.header("X-Kowabunga-Operation"));
        assertThat(whole.get("state")).isEqualTo("FAILED");
        assertThat(whole.get("fault")).isEqualTo("NOT_ALL_DONE");
        assertThat(texts(whole.json().path("steps"), "state")).containsExactlyInAnyOrder("DONE", "FAILED", "DONE");
    }

    @Test
    void the_power_of_instances_is_switched_in_bulk() {
        place.agentsWork();
        place.template();
        var web = world.post(
                        "/project/" + place.project + "/zone/" + place.zone + "/instance",
                        place.instance(KahunaWorld.fresh("web"), place.adapter(), place.volume("os", 2)))
                .is(201)
                .id();

        var done =
                world.post("/bulk", bulk("instance", "suspend", List.of(web))).is(200);

        assertThat(texts(done.json(), "verb")).containsExactly("PowerInstance");
        assertThat(texts(done.json(), "action")).containsExactly("suspend");
        assertThat(world.get("/instance/" + web + "/state").get("state")).isEqualTo("paused");
        assertThat(world.get("/operation/" + done.header("X-Kowabunga-Operation"))
                        .json()
                        .path("steps")
                        .path(0)
                        .path("name")
                        .asString())
                .startsWith("Suspend instance web");
    }

    @Test
    void who_does_not_wait_may_cancel_and_what_has_not_begun_is_not_begun() {
        place.agentsWork();
        var volumes = volumes(15);
        var accepted = world.post("/bulk", bulk("volume", "delete", volumes), "Prefer", "respond-async")
                .is(202);
        var parent = accepted.id();
        assertThat(accepted.header("Location")).isEqualTo("/api/v1/operation/" + parent);
        assertThat(accepted.get("workflow_id")).isEqualTo("bulk/" + accepted.get("resource"));
        world.post("/operation/" + parent + "/cancel", "");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> world.get("/operation/" + parent).json().has("ended_at"));

        var whole = world.get("/operation/" + parent);
        var left = volumes.stream()
                .filter(volume -> world.get("/volume/" + volume).status() == 200)
                .toList();
        assertThat(whole.get("state")).isEqualTo(left.isEmpty() ? "SUCCEEDED" : "CANCELLED");
        assertThat(world.get("/operation?parent=" + parent + "&state=RUNNING").json())
                .isEmpty();
    }

    @Test
    void a_whole_waits_for_the_decision_that_a_part_of_it_needs() {
        var whole = operation("RunBulk", OperationState.RUNNING, null);
        var part = operation("DeleteVolume", OperationState.RUNNING, whole);
        assertThat(world.get("/operation/" + whole).get("state")).isEqualTo("RUNNING");
        assertThat(found("WAITING")).isEmpty();

        world.database()
                .change(sql -> sql.update(OPERATION)
                        .set(OPERATION.STATE, OperationState.ATTENTION)
                        .where(OPERATION.ID.eq(part))
                        .execute());

        var seen = world.get("/operation/" + whole);
        assertThat(seen.get("state")).isEqualTo("WAITING");
        assertThat(seen.get("waiting_for")).startsWith("a decision about ");
        assertThat(seen.get("waiting_kind")).isEqualTo("decision");
        assertThat(seen.get("waiting_part")).isEqualTo(part.value());
        assertThat(found("WAITING")).containsExactly(whole.value());
        assertThat(found("RUNNING")).isEmpty();
        assertThat(found("ATTENTION")).containsExactly(part.value());
    }

    @Test
    void a_whole_waits_for_the_agent_that_a_part_of_it_waits_for() {
        var whole = operation("RunBulk", OperationState.RUNNING, null);
        var part = operation("DeleteVolume", OperationState.RUNNING, whole);
        world.database()
                .change(sql -> sql.update(OPERATION)
                        .set(OPERATION.STEPS, JSONB.valueOf("""
                                [{"number": 1, "name": "Remove image", "activity": "BlockStore.Remove", "queue": "pool/%s",
                                  "state": "RUNNING", "startedAt": "2026-01-01T00:00:00Z"}]""".formatted(place.pool)))
                        .where(OPERATION.ID.eq(part))
                        .execute());
        assertThat(world.get("/operation/" + whole).get("state")).isEqualTo("RUNNING");
        world.database()
                .change(sql -> sql.update(AGENT_STATUS)
                        .set(AGENT_STATUS.LAST_SEEN, Instant.now().minusSeconds(60))
                        .where(AGENT_STATUS.AGENT_ID.eq(new AgentId(place.agent)))
                        .execute());

        for (var state : List.of(OperationState.RUNNING, OperationState.CANCELLING)) {
            world.database()
                    .change(sql -> sql.update(OPERATION)
                            .set(OPERATION.STATE, state)
                            .where(OPERATION.ID.eq(whole))
                            .execute());
            var cancelling = state == OperationState.CANCELLING;
            var seen = world.get("/operation/" + whole);
            assertThat(seen.get("state")).isEqualTo(cancelling ? "CANCELLING" : "WAITING");
            assertThat(seen.get("waiting_for")).startsWith("agent ").endsWith(", for some");
            assertThat(seen.get("waiting_kind")).isEqualTo("agent");
            assertThat(seen.get("waiting_part")).isEqualTo(part.value());
            assertThat(found("WAITING"))
                    .containsExactlyInAnyOrderElementsOf(
                            cancelling ? List.of(part.value()) : List.of(whole.value(), part.value()));
        }
    }

    @Test
    void of_several_decisions_a_whole_names_the_one_that_is_awaited_for_the_longest() {
        var whole = operation("RunBulk", OperationState.RUNNING, null);
        var first = operation("DeleteVolume", OperationState.ATTENTION, whole);
        operation("DeleteVolume", OperationState.ATTENTION, whole);
        var other = operation("RunBulk", OperationState.RUNNING, null);
        var others = operation("DeleteVolume", OperationState.ATTENTION, other);

        assertThat(world.get("/operation/" + whole).get("waiting_part")).isEqualTo(first.value());
        assertThat(world.get("/operation/" + other).get("waiting_part")).isEqualTo(others.value());
        assertThat(found("WAITING")).containsExactlyInAnyOrder(whole.value(), other.value());
    }

    @Test
    void a_whole_that_is_cancelled_says_whose_decision_it_still_waits_for() {
        var whole = operation("RunBulk", OperationState.CANCELLING, null);
        var part = operation("DeleteVolume", OperationState.ATTENTION, whole);

        var seen = world.get("/operation/" + whole);

        assertThat(seen.get("state")).isEqualTo("CANCELLING");
        assertThat(seen.get("waiting_for")).startsWith("a decision about ");
        assertThat(seen.get("waiting_kind")).isEqualTo("decision");
        assertThat(seen.get("waiting_part")).isEqualTo(part.value());
        assertThat(found("CANCELLING")).containsExactly(whole.value());
        assertThat(found("WAITING")).isEmpty();
    }

    @Test
    void the_same_request_again_is_told_of_the_same_operation() {
        place.agentsWork();
        var volumes = volumes(3);
        var key = KahunaWorld.fresh("key");

        var first = world.post("/bulk", bulk("volume", "delete", volumes), "Idempotency-Key", key)
                .is(200);
        var again = world.post("/bulk", bulk("volume", "delete", volumes), "Idempotency-Key", key)
                .is(200);

        assertThat(again.header("X-Kowabunga-Operation")).isEqualTo(first.header("X-Kowabunga-Operation"));
        assertThat(again.json()).isEqualTo(first.json());
    }

    @Test
    void a_request_that_means_nothing_is_refused_and_begins_nothing() {
        var volume = "v-1";
        world.post("/bulk", bulk("volume", "delete", List.of())).refuses(422, "resources", "1 to 1000");
        world.post("/bulk", bulk("project", "delete", List.of(volume))).refuses(422, "noun", "instance, kompute");
        world.post("/bulk", bulk("volume", "start", List.of(volume))).refuses(422, "verb", "delete");
        world.post("/bulk", bulk("volume", "delete", List.of(volume, volume))).refuses(422, "twice");
        world.post("/bulk", bulk("volume", "delete", List.of(volume))).refuses(404, volume);
        world.post("/bulk", bulk("volume", "delete", List.of("no id!"))).refuses(422, "resources");
        world.post("/bulk", "{\"noun\":\"volume\",\"verb\":\"delete\"}").refuses(400, "resources");
        var many = IntStream.range(0, 1001).mapToObj(number -> "v-" + number).toList();
        world.post("/bulk", bulk("volume", "delete", many)).refuses(422, "1 to 1000");
    }

    private OperationId operation(String verb, OperationState state, @Nullable OperationId parent) {
        var id = new OperationId(FreshId.next());
        world.database()
                .change(sql -> sql.insertInto(OPERATION)
                        .set(OPERATION.ID, id)
                        .set(OPERATION.PARENT_ID, parent)
                        .set(OPERATION.VERB, verb)
                        .set(OPERATION.NOUN, parent == null ? Noun.BULK : Noun.VOLUME)
                        .set(OPERATION.RESOURCE, id.value())
                        .set(OPERATION.RESOURCE_NAME, "some")
                        .set(OPERATION.PROJECT_ID, new ProjectId(place.project))
                        .set(OPERATION.REQUESTER_NAME, "somebody")
                        .set(OPERATION.REQUESTER_ID, "somebody")
                        .set(OPERATION.STATE, state)
                        .set(OPERATION.WORKFLOW_ID, "some/" + id)
                        .set(OPERATION.RUN_ID, "gone")
                        .set(OPERATION.ORDERED_AT, Instant.now())
                        .execute());
        return id;
    }

    private List<String> found(String state) {
        return texts(
                world.get("/operation?project=" + place.project + "&state=" + state)
                        .json(),
                "id");
    }

    private List<String> volumes(int count) {
        return IntStream.range(0, count).mapToObj(_ -> place.volume("raw", 1)).toList();
    }

    private static String bulk(String noun, String verb, List<String> ids) {
        return "{\"noun\":\"%s\",\"verb\":\"%s\",\"resources\":[%s]}"
                .formatted(noun, verb, ids.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",")));
    }

    private static List<String> texts(JsonNode all, String field) {
        return all.valueStream().map(one -> one.path(field).asString("")).toList();
    }

    private Stream<String> audit(String operation) {
        return world
                .database()
                .read(sql -> sql.select(AUDIT.VERB, AUDIT.NOUN, AUDIT.RESULT)
                        .from(AUDIT)
                        .where(AUDIT.OPERATION_ID.cast(String.class).eq(operation))
                        .orderBy(AUDIT.ID)
                        .fetch(row -> row.value1() + " " + row.value2() + " " + row.value3()))
                .stream();
    }
}
