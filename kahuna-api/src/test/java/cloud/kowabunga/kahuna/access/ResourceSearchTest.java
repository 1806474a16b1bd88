package cloud.kowabunga.kahuna.access;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.KahunaWorld;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Resources are found by name, and by nobody who may not read them. */
final class ResourceSearchTest {
    private static final KahunaWorld WORLD = KahunaWorld.shared();
    private static final Holdings OWN = new Holdings(WORLD);
    private static final Holdings FOREIGN = new Holdings(WORLD);
    private static final Person ADMIN = Person.of(WORLD, Role.PROJECT_ADMIN, OWN.team);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "region",
                "zone",
                "agent",
                "kaktus",
                "pool",
                "template",
                "vnet",
                "subnet",
                "project",
                "volume",
                "kompute",
                "instance",
                "team"
            })
    void each_is_found_by_its_id(String noun) {
        var id = OWN.ids.get(noun + "Id");
        var found = WORLD.get("/search/resources?noun=" + noun + "&id=" + id).is(200);
        assertThat(ids(found.json())).containsExactly(id);
        assertThat(found.header("X-Kowabunga-Total")).isEqualTo("1");
        assertThat(found.json().path(0).path("name").asString())
                .isEqualTo(WORLD.get("/" + noun + "/" + id).get("name"));
    }

    @Test
    void what_hangs_from_something_is_found_by_it_and_names_it() {
        var region = OWN.ids.get("regionId");
        var zones = WORLD.get("/search/resources?noun=zone&parent=" + region)
                .is(200)
                .json();
        assertThat(ids(zones)).contains(OWN.ids.get("zoneId")).doesNotContain(FOREIGN.ids.get("zoneId"));
        assertThat(zones.path(0).path("parent").asString()).isEqualTo(region);
        assertThat(zones.path(0).path("parent_name").asString())
                .isEqualTo(WORLD.get("/region/" + region).get("name"));
    }

    @ParameterizedTest
    @CsvSource({"pool,region,poolId,regionId", "subnet,vnet,subnetId,vnetId"})
    void one_that_is_the_default_of_what_it_hangs_from_says_so(String noun, String parent, String id, String parentId) {
        var one = "/search/resources?noun=" + noun + "&id=" + OWN.ids.get(id);
        assertThat(WORLD.get(one).is(200).json().path(0).path("default").isBoolean())
                .isTrue();
        WORLD.send(
                        "PATCH",
                        "/%s/%s/%s/%s/default".formatted(parent, OWN.ids.get(parentId), noun, OWN.ids.get(id)),
                        null)
                .is(200);
        assertThat(WORLD.get(one).is(200).json().path(0).path("default").asBoolean())
                .isTrue();
        assertThat(WORLD.get("/search/resources?noun=zone")
                        .is(200)
                        .json()
                        .path(0)
                        .has("default"))
                .isFalse();
    }

    @Test
    void projects_are_found_with_their_use_by_those_who_may_read_them() {
        var own = OWN.ids.get("projectId");
        var foreign = FOREIGN.ids.get("projectId");
        var both = "/search/projects?id=%s,%s".formatted(own, foreign);
        assertThat(ids(WORLD.get(both).is(200).json())).containsExactlyInAnyOrder(own, foreign);
        var mine = ADMIN.get(both).is(200);
        assertThat(ids(mine.json())).containsExactly(own);
        assertThat(mine.header("X-Kowabunga-Total")).isEqualTo("1");
        assertThat(mine.json().path(0).path("usage").path("instances").asInt()).isPositive();
        assertThat(ids(ADMIN.get("/search/projects").is(200).json())).containsExactly(own);
        var name = WORLD.get("/project/" + foreign).get("name");
        assertThat(ids(WORLD.get("/search/projects?name=" + name).is(200).json()))
                .containsExactly(foreign);
        assertThat(ids(ADMIN.get("/search/projects?name=" + name).is(200).json()))
                .isEmpty();
        WORLD.get("/search/projects?sort=cost").refuses(422, "sort");
    }

    @Test
    void keys_are_found_by_whose_they_are_and_name_them() {
        var users = WORLD.get("/search/resources?noun=token&parent=" + ADMIN.id())
                .is(200)
                .json();
        assertThat(ids(users)).containsExactly(ADMIN.token());
        assertThat(users.path(0).path("parent_name").asString())
                .isEqualTo(WORLD.get("/user/" + ADMIN.id()).get("name"));
        var agent = OWN.ids.get("agentId");
        WORLD.send("PATCH", "/agent/" + agent + "/token", null).is(200);
        var key = WORLD.get("/search/resources?noun=token&parent=" + agent)
                .is(200)
                .json();
        assertThat(ids(key)).hasSize(1);
        WORLD.get("/token/" + ids(key).getFirst()).is(200);
        assertThat(ADMIN.get("/search/resources?noun=token").is(200).json()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"instance", "volume", "adapter"})
    void the_parts_of_a_kompute_are_found_by_it_and_name_it(String noun) {
        var kompute = OWN.ids.get("komputeId");
        var parts = WORLD.get("/search/resources?noun=" + noun + "&kompute=" + kompute)
                .is(200)
                .json();
        assertThat(parts)
                .isNotEmpty()
                .allSatisfy(part -> assertThat(part.path("kompute").asString()).isEqualTo(kompute));
        var foreign = ADMIN.get("/search/resources?noun=" + noun + "&kompute=" + FOREIGN.ids.get("komputeId"));
        assertThat(foreign.is(200).json()).isEmpty();
        var alone = WORLD.get("/search/resources?noun=" + noun + "&id=" + OWN.ids.get(noun + "Id"))
                .is(200)
                .json();
        assertThat(alone.path(0).has("kompute")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"project", "volume", "adapter"})
    void what_is_foreign_is_not_found(String noun) {
        var found = ids(
                ADMIN.get("/search/resources?limit=1000&noun=" + noun).is(200).json());
        assertThat(found).contains(OWN.ids.get(noun + "Id")).doesNotContain(FOREIGN.ids.get(noun + "Id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent", "kaktus"})
    void what_only_a_super_admin_may_read_is_not_found_by_others(String noun) {
        assertThat(ADMIN.get("/search/resources?noun=" + noun).is(200).json()).isEmpty();
    }

    @Test
    void parts_of_a_list_follow_each_other() {
        var all = ids(WORLD.get("/search/resources?noun=zone&sort=-name&limit=1000")
                .is(200)
                .json());
        var first = ids(WORLD.get("/search/resources?noun=zone&sort=-name&limit=1")
                .is(200)
                .json());
        var second = ids(WORLD.get("/search/resources?noun=zone&sort=-name&limit=1&offset=1")
                .is(200)
                .json());
        assertThat(all).startsWith(first.getFirst(), second.getFirst());
    }

    @Test
    void what_cannot_be_searched_is_said() {
        WORLD.get("/search/resources?noun=host").refuses(422, "region");
        WORLD.get("/search/resources").refuses(400, "noun");
        WORLD.get("/search/resources?noun=zone&sort=color").refuses(422, "color");
        WORLD.get("/search/resources?noun=zone&limit=0").refuses(422, "limit");
    }

    private static List<String> ids(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.path("id").asString())
                .toList();
    }
}
