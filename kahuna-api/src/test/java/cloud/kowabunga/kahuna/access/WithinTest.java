package cloud.kowabunga.kahuna.access;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Operations are found by where their resources stand, or stood. */
@Timeout(120)
final class WithinTest {
    private static final KahunaWorld WORLD = KahunaWorld.shared();

    private final Place place = new Place(WORLD);

    private static List<String> within(String id) {
        return WORLD.get("/operation?sort=orderedAt&within=" + id)
                .is(200)
                .json()
                .valueStream()
                .map(row -> row.path("verb").asString())
                .toList();
    }

    @Test
    void what_is_done_to_an_instance_is_done_in_its_project_region_zone_kaktus_and_networks_also_when_it_is_gone() {
        place.agentsWork();
        var volume = place.volume("raw", 1);
        var instance = WORLD.post(
                        "/project/" + place.project + "/zone/" + place.zone + "/instance",
                        place.instance(KahunaWorld.fresh("web"), place.adapter(), volume))
                .is(201)
                .id();
        assertThat(within(place.kaktus)).containsExactly("CreateInstance");
        WORLD.delete("/instance/" + instance).is(200);
        WORLD.delete("/volume/" + volume).is(200);

        var onInstance = new String[] {"CreateInstance", "DeleteInstance"};
        assertThat(within(place.zone)).containsExactly(onInstance);
        assertThat(within(place.kaktus)).containsExactly(onInstance);
        assertThat(within(place.vnet)).containsExactly(onInstance);
        assertThat(within(place.subnet)).containsExactly(onInstance);
        assertThat(within(place.pool)).containsExactly("CreateVolume", "DeleteVolume");
        var all = new String[] {"CreateVolume", "CreateInstance", "DeleteInstance", "DeleteVolume"};
        assertThat(within(place.project)).containsExactly(all);
        assertThat(within(place.region)).containsExactly(all);
        assertThat(within("no-such-place")).isEmpty();
    }

    @Test
    void a_template_is_made_in_its_pool_and_region() {
        place.agentsWork();
        place.template();
        assertThat(within(place.pool)).containsExactly("ImportTemplate");
        assertThat(within(place.region)).containsExactly("ImportTemplate");
        assertThat(within(place.project)).isEmpty();
    }

    @Test
    void those_that_go_on_come_first_and_the_rest_as_they_ended() {
        place.agentsWork();
        var ended = WORLD.post(
                        "/project/" + place.project + "/region/" + place.region + "/volume",
                        Place.named("disk", ",\"type\":\"raw\",\"size\":1073741824"))
                .is(201)
                .header("X-Kowabunga-Operation");
        var silent = new Place(WORLD);
        var pool = WORLD.post(
                        "/region/" + place.region + "/pool",
                        Place.named("far", ",\"pool\":\"far\",\"agents\":[\"%s\"]".formatted(silent.agent)))
                .is(201)
                .id();
        var goesOn = WORLD.post(
                        "/project/%s/region/%s/volume?poolId=%s".formatted(place.project, place.region, pool),
                        Place.named("never", ",\"type\":\"raw\",\"size\":1073741824"),
                        "Prefer",
                        "respond-async")
                .is(202)
                .id();
        var list = WORLD.get("/operation?sort=-endedAt&within=" + place.region).is(200);
        assertThat(list.json().valueStream().map(row -> row.path("id").asString()))
                .containsExactly(goesOn, ended);
        assertThat(list.header("X-Kowabunga-Total")).isEqualTo("2");
    }

    @Test
    void a_member_of_one_project_sees_nothing_of_another_whatever_place_is_asked_for() {
        var own = new Holdings(WORLD);
        var region = own.ids.get("regionId");
        var foreign = WORLD.post("/project", Place.named("project", ",\"teams\":[],\"regions\":[\"" + region + "\"]"))
                .is(201)
                .id();
        var hidden = WORLD.post(
                        "/project/" + foreign + "/region/" + region + "/volume",
                        Place.named("disk", ",\"type\":\"raw\",\"size\":1073741824"),
                        "Prefer",
                        "respond-async")
                .is(202)
                .id();
        assertThat(WORLD.get("/operation?within=" + region).text()).contains(hidden);
        for (var role : List.of(Role.USER, Role.PROJECT_ADMIN)) {
            var person = Person.of(WORLD, role, own.team);
            for (var where : List.of("regionId", "poolId", "agentId")) {
                var seen = person.get("/operation?limit=1000&within=" + own.ids.get(where))
                        .is(200);
                assertThat(seen.text()).as(where).doesNotContain(hidden);
                assertThat(seen.header("X-Kowabunga-Total"))
                        .isEqualTo(Integer.toString(seen.json().size()));
                seen.json()
                        .forEach(row ->
                                assertThat(row.path("project").asString("")).isEqualTo(own.ids.get("projectId")));
            }
            assertThat(person.get("/operation?within=" + region).json()).isNotEmpty();
            assertThat(person.get("/operation?within=" + foreign).json()).isEmpty();
        }
    }
}
