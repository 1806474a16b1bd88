package cloud.kowabunga.kahuna;

import static cloud.kowabunga.kahuna.db.Tables.AUDIT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
        var other = new Place(world);
        assertThat(other.project).isNotEqualTo(place.project);
        place.center.blockStore();
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
