package cloud.kowabunga.kahuna;

import static cloud.kowabunga.kahuna.Place.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.testing.Latency;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A Kompute over HTTP, from one call to nothing left. */
@Timeout(120)
final class KomputeLifeTest {
    private final KahunaWorld world = KahunaWorld.shared();
    private final Place place = new Place(world).agentsWork();
    private String project = "";

    @BeforeEach
    void a_project_with_a_private_subnet_and_a_default_template() {
        project = world.post(
                        "/project?subnetSize=24",
                        named("project", ",\"teams\":[],\"regions\":[\"" + place.region + "\"]"))
                .is(201)
                .id();
        var template = place.template();
        world.patch("/region/" + place.region + "/pool/" + place.pool + "/default")
                .is(200);
        world.patch("/pool/" + place.pool + "/template/" + template + "/default")
                .is(200);
    }

    private String inZone() {
        return "/project/" + project + "/zone/" + place.zone + "/kompute";
    }

    private static String body(String name, long disk, long dataDisk) {
        return "{\"name\":\"%s\",\"description\":\"\",\"ip\":\"\",\"memory\":1073741824,\"vcpus\":1,\"disk\":%d,\"data_disk\":%d}"
                .formatted(
                        name, Bytes.ofGib(disk).value(), Bytes.ofGib(dataDisk).value());
    }

    @Test
    void a_kompute_is_made_used_grown_and_removed_and_nothing_is_left() {
        var name = KahunaWorld.fresh("shop");
        var before = place.center.dump();
        var made = world.post(inZone(), body(name, 2, 0)).is(201);
        var id = made.id();
        assertThat(made.header("X-Kowabunga-Operation")).isNotEmpty();
        assertThat(made.json().propertyNames())
                .containsExactly("id", "name", "description", "memory", "vcpus", "disk", "data_disk", "ip");
        assertThat(made.get("ip")).isEqualTo("10.90.0.2");
        assertThat(world.get("/kompute/" + id).is(200).text()).isEqualTo(made.text());
        assertThat(world.get("/kompute").text()).contains(id);
        assertThat(world.get(inZone() + "s").text()).isEqualTo("[\"" + id + "\"]");
        assertThat(world.get("/project/" + project + "/region/" + place.region + "/komputes")
                        .text())
                .contains(id);
        assertThat(place.center.running()).isEqualTo(1);

        power(id, "suspend", "paused");
        power(id, "resume", "running");
        power(id, "reboot", "running");
        power(id, "reset", "running");
        power(id, "shutdown", "shutoff");
        power(id, "start", "running");
        power(id, "stop", "shutoff");
        world.patch("/kompute/" + id + "/suspend").refuses(422, name, "shutoff");

        world.put("/kompute/" + id, made.text()).is(200);
        var renamed = KahunaWorld.fresh("store");
        var bigger = world.put(
                        "/kompute/" + id,
                        body(renamed, 3, 1).replace("1073741824,\"vcpus\":1", "2147483648,\"vcpus\":2"))
                .is(200);
        assertThat(bigger.json().path("disk").asLong()).isEqualTo(Bytes.ofGib(3).value());
        assertThat(bigger.json().path("data_disk").asLong())
                .isEqualTo(Bytes.ofGib(1).value());
        assertThat(bigger.json().path("memory").asLong())
                .isEqualTo(Bytes.ofGib(2).value());
        assertThat(bigger.get("name")).isEqualTo(renamed);
        world.put("/kompute/" + id, "{\"disk\":2147483648}").refuses(422, "disk", renamed, "shrink");
        world.put("/kompute/" + id, "{\"data_disk\":0}").refuses(422, "data_disk", renamed);
        world.put("/kompute/" + id, "{\"uefi\":false}").refuses(422, "uefi");
        world.put("/kompute/" + id, "{\"ip\":\"10.90.0.9\"}").refuses(422, "ip");

        world.delete("/kompute/" + id).is(200);
        world.get("/kompute/" + id).refuses(404, id);
        world.delete("/kompute/" + id).refuses(404, id);
        assertThat(place.center.dump()).isEqualTo(before);
        assertThat(world.get("/subnet/" + place.subnet + "/adapters").text()).isEqualTo("[]");
        world.delete("/project/" + project).is(200);
    }

    @Test
    void a_public_kompute_has_an_address_of_the_regions_public_network_too() {
        var path = inZone() + "?public=true&poolId=&templateId=";
        world.post(path, body(KahunaWorld.fresh("web"), 2, 0)).refuses(422, "public network");
        var vnet = world.post(
                        "/region/" + place.region + "/vnet",
                        named("public", ",\"interface\":\"kow0\",\"private\":false"))
                .is(201)
                .id();
        var subnet = world.post(
                        "/vnet/" + vnet + "/subnet",
                        named("public", ",\"cidr\":\"203.0.113.0/30\",\"gateway\":\"203.0.113.1\""))
                .is(201)
                .id();
        world.patch("/vnet/" + vnet + "/subnet/" + subnet + "/default").is(200);

        var made = world.post(path, body(KahunaWorld.fresh("web"), 2, 0)).is(201);
        assertThat(made.get("ip")).isEqualTo("10.90.0.2");
        var adapters = world.get("/subnet/" + subnet + "/adapters").is(200).json();
        assertThat(world.get("/adapter/" + adapters.path(0).asString()).text()).contains("203.0.113.2");
        world.post(path, body(KahunaWorld.fresh("web"), 2, 0)).refuses(507, "no free address");
        world.delete("/kompute/" + made.id()).is(200);
        assertThat(world.get("/subnet/" + subnet + "/adapters").text()).isEqualTo("[]");
    }

    @Test
    void the_zone_is_chosen_where_none_is_given() {
        var made = world.post(
                        "/project/" + project + "/region/" + place.region + "/kompute",
                        body(KahunaWorld.fresh("shop"), 2, 1))
                .is(201);
        assertThat(world.get(inZone() + "s").text()).contains(made.id());
        world.delete("/kompute/" + made.id()).is(200);
    }

    @Test
    void its_parts_are_objects_like_any_others_and_go_with_it_alone() {
        var name = KahunaWorld.fresh("shop");
        var id = world.post(inZone(), body(name, 2, 1)).is(201).id();
        var instance = world.get("/project/" + project + "/zone/" + place.zone + "/instances")
                .json()
                .path(0)
                .asString();
        var whole = world.get("/instance/" + instance).is(200);
        assertThat(whole.get("name")).isEqualTo(name);
        world.delete("/instance/" + instance).refuses(409, "Kompute '" + name + "'");
        world.put("/instance/" + instance, "{\"volumes\":[]}").refuses(409, "Kompute '" + name + "'");
        world.put("/instance/" + instance, "{\"adapters\":[]}").refuses(409, "Kompute '" + name + "'");
        for (var volume : whole.json().path("volumes")) {
            world.delete("/volume/" + volume.asString()).refuses(409, "Kompute '" + name + "'");
        }
        world.delete("/adapter/" + whole.json().path("adapters").path(0).asString())
                .refuses(409, "Kompute '" + name + "'");
        world.patch("/instance/" + instance + "/stop").is(200);
        assertThat(world.get("/kompute/" + id + "/state").get("state")).isEqualTo("shutoff");
        world.delete("/kompute/" + id).is(200);
        world.get("/instance/" + instance).refuses(404);
    }

    @Test
    void an_operation_on_the_whole_and_one_on_a_part_refuse_each_other_and_say_which_one_runs() {
        var kompute = "/kompute/"
                + world.post(inZone(), body(KahunaWorld.fresh("shop"), 2, 0))
                        .is(201)
                        .id();
        var instances = world.get("/project/" + project + "/zone/" + place.zone + "/instances");
        var instance = "/instance/" + instances.json().path(0).asString();
        place.center.setLatency(new Latency(Duration.ofSeconds(3), Duration.ofSeconds(3)));
        var whole = world.put(kompute, "{\"vcpus\":2}", "Prefer", "respond-async")
                .is(202)
                .id();
        world.patch(instance + "/stop").refuses(409, whole, "UpdateKompute");
        assertThat(worksOn(instance)).isEqualTo(whole);
        world.delete(instance).refuses(409, "Kompute");
        ended(whole);

        var part = world.patch(instance + "/stop", "Prefer", "respond-async")
                .is(202)
                .id();
        assertThat(worksOn(instance)).isEqualTo(part);
        world.put(kompute, "{\"vcpus\":1}").refuses(409, part, "PowerInstance");
        world.delete(kompute).refuses(409, part, "PowerInstance");
        world.patch(kompute + "/start").refuses(409, part, "PowerInstance");
        ended(part);
        place.center.setLatency(Latency.NONE);
        assertThat(worksOn(instance)).isEmpty();
        assertThat(world.get(kompute + "/state").get("state")).isEqualTo("shutoff");
        assertThat(world.get(kompute).json().path("vcpus").asLong()).isEqualTo(2);
        world.delete(kompute).is(200);
    }

    /** The operation that a list shows beside the instance; empty where none works on it. */
    private String worksOn(String instance) {
        return world.get("/search/instances?id=" + instance.substring("/instance/".length()))
                .is(200)
                .json()
                .path(0)
                .path("operation")
                .path("id")
                .asString("");
    }

    private void ended(String operation) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(world.get("/operation/" + operation).get("state"))
                                .isEqualTo("SUCCEEDED"));
    }

    @Test
    void what_cannot_be_is_refused_with_a_sentence_and_leaves_nothing() {
        var name = KahunaWorld.fresh("shop");
        world.post(inZone(), body(name, 0, 0)).refuses(422, "disk");
        world.post(inZone(), "{\"name\":\"" + name + "\",\"memory\":1073741824,\"vcpus\":1}")
                .refuses(400, "disk");
        world.post(inZone(), body(name, 2, 0).replace("1073741824", "1")).refuses(422, "memory");
        world.post(inZone() + "?templateId=never", body(name, 2, 0)).refuses(404, "never");
        world.post(inZone(), body(name, 2, 200)).refuses(507, "pool");
        world.post("/project/" + place.project + "/zone/" + place.zone + "/kompute", body(name, 2, 0))
                .refuses(422, "private subnet");
        assertThat(world.get("/subnet/" + place.subnet + "/adapters").text()).isEqualTo("[]");
        assertThat(world.get("/project/" + project + "/region/" + place.region + "/volumes")
                        .text())
                .isEqualTo("[]");
        world.get("/kompute/never").refuses(404, "never");
    }

    private void power(String id, String action, String state) {
        assertThat(world.patch("/kompute/" + id + "/" + action).is(200).text()).isEmpty();
        assertThat(world.get("/kompute/" + id + "/state").get("state")).isEqualTo(state);
    }
}
