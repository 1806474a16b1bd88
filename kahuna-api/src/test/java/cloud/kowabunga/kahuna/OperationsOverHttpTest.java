package cloud.kowabunga.kahuna;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(120)
final class OperationsOverHttpTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final KahunaWorld world = KahunaWorld.shared();
    private final Place place = new Place(world);

    @Test
    void who_does_not_wait_gets_the_operation_and_may_watch_it() throws IOException, InterruptedException {
        place.agentsWork();
        place.template();
        var adapter = place.adapter();
        var os = place.volume("os", 2);
        var path = "/project/" + place.project + "/zone/" + place.zone + "/instance";
        var name = KahunaWorld.fresh("web");

        var reply = world.post(path, place.instance(name, adapter, os), "Prefer", "respond-async")
                .is(202);

        var operation = reply.id();
        assertThat(reply.header("Location")).isEqualTo("/api/v1/operation/" + operation);
        assertThat(reply.header("X-Kowabunga-Operation")).isEqualTo(operation);
        assertThat(reply.get("verb")).isEqualTo("CreateInstance");
        assertThat(reply.get("noun")).isEqualTo("instance");
        assertThat(reply.get("resource_name")).isEqualTo(name);
        assertThat(reply.json().path("requester").path("name").asString()).isEqualTo("admin");

        var seen = watch(operation);

        var last = seen.getLast();
        assertThat(last.path("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(last.path("steps")
                        .valueStream()
                        .map(step -> step.path("state").asString()))
                .hasSizeGreaterThan(2)
                .containsOnly("DONE");
        assertThat(seen.stream().map(JsonNode::toString).distinct()).hasSameSizeAs(seen);
        assertThat(world.get("/operation/" + operation).is(200).json()).isEqualTo(last);
        world.get("/instance/" + reply.get("resource")).is(200);
        assertThat(world.get("/operation?noun=instance&resource=" + reply.get("resource"))
                        .is(200)
                        .json())
                .hasSize(1);
        assertThat(world.get("/operation?limit=1").is(200).header("X-Kowabunga-Total"))
                .matches("[1-9][0-9]*");
        world.post("/operation/" + operation + "/cancel", "").refuses(422, "ended");

        var row = world.get("/search/instances?project=" + place.project + "&name=" + name)
                .is(200)
                .json()
                .path(0);
        assertThat(row.path("state").asString()).isEqualTo("running");
        assertThat(row.path("addresses").path(0).asString()).startsWith("10.90.0.");
        assertThat(row.path("kaktus").asString()).isEqualTo(place.kaktus);
        assertThat(world.get("/search/agents").is(200).text()).contains(place.agent);
    }

    @Test
    void an_operation_without_agents_waits_and_a_cancel_leaves_nothing() {
        var body = Place.named("volume", ",\"type\":\"raw\",\"size\":1073741824");
        var volumes = "/project/" + place.project + "/region/" + place.region + "/volume";
        var reply = world.post(volumes, body, "Prefer", "respond-async").is(202);
        var volume = reply.get("resource");

        world.delete("/volume/" + volume).refuses(409, reply.id());
        world.post("/operation/" + reply.id() + "/cancel", "").is(202);
        place.agentsWork();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(world.get("/operation/" + reply.id()).get("state"))
                                .isEqualTo("CANCELLED"));
        world.get("/volume/" + volume).refuses(404);
        assertThat(place.center.dump()).isEmpty();
    }

    @Test
    void a_refusal_is_told_with_its_operation() {
        place.agentsWork();
        var absent = world.post("/pool/" + place.pool + "/template", Place.named("t", ",\"source\":\"/images/none\""))
                .refuses(422, "/images/none");
        var operation = world.get("/operation/" + absent.header("X-Kowabunga-Operation"))
                .is(200);
        assertThat(operation.get("state")).isEqualTo("FAILED");
        assertThat(operation.get("fault")).isEqualTo("SOURCE_ABSENT");
        assertThat(operation.get("reason")).isEqualTo(absent.get("reason"));

        world.put("/project/" + place.project, "{\"quotas\":{\"storage\":1}}").is(200);
        world.post(
                        "/project/" + place.project + "/region/" + place.region + "/volume",
                        Place.named("v", ",\"type\":\"raw\",\"size\":1073741824"))
                .refuses(507, "of storage");
        world.post(
                        "/project/" + place.project + "/zone/" + place.zone + "/instance",
                        Place.named("i", ",\"memory\":35184372088832,\"vcpus\":1"))
                .refuses(507);
        world.post(
                        "/project/" + place.project + "/zone/" + place.zone + "/instance",
                        Place.named("i", ",\"memory\":1,\"vcpus\":1"))
                .refuses(422, "memory");
    }

    @Test
    void changes_are_told_as_they_happen() throws Exception {
        hearOneChange();
    }

    private void hearOneChange() throws Exception {
        var lines = world.http()
                .send(
                        world.request("GET", "/api/v1/events", null)
                                .header("X-API-Key", world.adminKey())
                                .build(),
                        HttpResponse.BodyHandlers.ofLines())
                .body();
        var heard = CompletableFuture.supplyAsync(() -> {
            try (lines) {
                return lines.filter(line -> line.contains(place.agent)).findFirst();
            }
        });
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            world.put("/agent/" + place.agent, "{\"description\":\"" + KahunaWorld.fresh("x") + "\"}")
                    .is(200);
            return heard.isDone();
        });
        assertThat(heard.get().orElseThrow()).isEqualTo("data:{\"noun\":\"agent\",\"id\":\"" + place.agent + "\"}");
    }

    @Test
    void a_stream_outlives_the_feeds_connection_and_tells_what_changed_meanwhile() throws Exception {
        var lines = events();
        assertThat(lines.next()).startsWith("id:");
        world.database().change(sql -> sql.fetch("""
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where datname = current_database() and pid <> pg_backend_pid()
                          and (query like 'LISTEN %' or query like '%outbox%')"""));
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .untilAsserted(() -> world.put("/agent/" + place.agent, "{\"description\":\"after the outage\"}")
                        .is(200));
        var heard = CompletableFuture.supplyAsync(() -> {
            while (lines.hasNext()) {
                if (lines.next().contains(place.agent)) {
                    return true;
                }
            }
            return false;
        });
        assertThat(heard.get(20, TimeUnit.SECONDS)).isTrue();
    }

    private Iterator<String> events() throws IOException, InterruptedException {
        return world.http()
                .send(
                        world.request("GET", "/api/v1/events", null)
                                .header("X-API-Key", world.adminKey())
                                .build(),
                        HttpResponse.BodyHandlers.ofLines())
                .body()
                .iterator();
    }

    private List<JsonNode> watch(String operation) throws IOException, InterruptedException {
        var stream = world.http()
                .send(
                        world.request("GET", "/api/v1/operation/" + operation + "/events", null)
                                .header("X-API-Key", world.adminKey())
                                .build(),
                        HttpResponse.BodyHandlers.ofLines());
        assertThat(stream.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        try (var lines = stream.body()) {
            return lines.filter(line -> line.startsWith("data:"))
                    .map(line -> JSON.readTree(line.substring("data:".length())))
                    .collect(Collectors.toList());
        }
    }
}
