package cloud.kowabunga.kahuna;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From an empty region to a running instance and back to nothing, over HTTP. */
@Timeout(120)
final class InstanceLifeTest {
    private final KahunaWorld world = KahunaWorld.shared();
    private final Place place = new Place(world).agentsWork();
    private final String template = place.template();
    private final String adapter = place.adapter();
    private final String os = place.volume("os", 2);
    private final String name = KahunaWorld.fresh("web");

    private Reply made() {
        return world.post(
                        "/project/" + place.project + "/zone/" + place.zone + "/instance",
                        place.instance(name, adapter, os))
                .is(201);
    }

    @Test
    void an_instance_that_is_made_runs_and_is_found_everywhere() {
        var made = made();
        var id = made.id();
        assertThat(made.header("X-Kowabunga-Operation")).isNotEmpty();
        assertThat(made.json().propertyNames()).containsExactly("id", "name", "memory", "vcpus", "adapters", "volumes");
        assertThat(world.get("/instance/" + id).is(200).text()).isEqualTo(made.text());
        assertThat(world.get("/instance/" + id + "/state").get("state")).isEqualTo("running");
        assertThat(place.center.running()).isEqualTo(1);
        assertThat(world.get("/kaktus/" + place.kaktus + "/instances").text()).contains(id);
        assertThat(world.get("/project/" + place.project + "/zone/" + place.zone + "/instances")
                        .text())
                .contains(id);
    }

    @Test
    void each_action_leads_to_its_state() {
        var id = made().id();
        power(id, "suspend", "paused");
        power(id, "resume", "running");
        power(id, "reboot", "running");
        power(id, "reset", "running");
        power(id, "shutdown", "shutoff");
        power(id, "start", "running");
        power(id, "stop", "shutoff");
        world.patch("/instance/" + id + "/suspend").refuses(422, name, "shutoff");
    }

    @Test
    void it_grows_and_gets_a_volume_which_grows_when_it_is_gone() {
        var id = made().id();
        var data = place.volume("raw", 1);
        var bigger = world.put(
                        "/instance/" + id, "{\"memory\":2147483648,\"volumes\":[\"%s\",\"%s\"]}".formatted(os, data))
                .is(200);
        assertThat(bigger.json().path("memory").asLong()).isEqualTo(2147483648L);
        assertThat(bigger.text()).contains(data);
        world.delete("/volume/" + data).refuses(409, name);

        world.delete("/instance/" + id).is(200);
        assertThat(world.put("/volume/" + data, "{\"size\":2147483648}")
                        .is(200)
                        .json()
                        .path("size")
                        .asLong())
                .isEqualTo(2147483648L);
        world.put("/volume/" + data, "{\"name\":\"never\",\"size\":1073741824}")
                .refuses(422, "2 GiB", "shrink to 1 GiB");
        assertThat(world.get("/volume/" + data).text()).doesNotContain("never");
        assertThat(world.put("/volume/" + data, "{\"name\":\"%s\",\"size\":3221225472}".formatted(name + "-data"))
                        .is(200)
                        .text())
                .contains(name + "-data", "3221225472");
        world.delete("/volume/" + data).is(200);
    }

    @Test
    void when_all_is_removed_in_turn_nothing_is_left() {
        var id = made().id();
        world.delete("/instance/" + id).is(200);
        world.get("/instance/" + id).refuses(404, id);
        world.delete("/instance/" + id).refuses(404, id);
        world.delete("/template/" + template).refuses(409);
        for (var path : new String[] {
            "/volume/" + os,
            "/template/" + template,
            "/adapter/" + adapter,
            "/project/" + place.project,
            "/subnet/" + place.subnet,
            "/vnet/" + place.vnet,
            "/pool/" + place.pool,
            "/kaktus/" + place.kaktus,
            "/agent/" + place.agent,
            "/zone/" + place.zone,
            "/region/" + place.region
        }) {
            world.delete(path).is(200);
            world.get(path).refuses(404);
        }
        assertThat(place.center.dump()).isEmpty();
    }

    private void power(String id, String action, String state) {
        assertThat(world.patch("/instance/" + id + "/" + action).is(200).text()).isEmpty();
        assertThat(world.get("/instance/" + id + "/state").get("state")).isEqualTo(state);
    }
}
