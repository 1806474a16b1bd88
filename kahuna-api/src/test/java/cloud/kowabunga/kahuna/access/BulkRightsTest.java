package cloud.kowabunga.kahuna.access;

import static cloud.kowabunga.kahuna.db.Tables.OPERATION;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Reply;
import cloud.kowabunga.kahuna.wire.Api;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A bulk needs for each of its resources the right that the request for it alone needs, and begins nothing where one is lacking. */
@Timeout(120)
final class BulkRightsTest {
    private static final KahunaWorld WORLD = KahunaWorld.shared();
    private static final Holdings OWN = new Holdings(WORLD);
    private static final Holdings FOREIGN = new Holdings(WORLD);

    @Test
    void who_may_use_an_instance_may_switch_it_in_bulk_and_not_delete_it() {
        var user = Person.of(WORLD, Role.USER, OWN.team);
        order(user, "instance", "start", OWN).is(202);
        var refused = order(user, "instance", "delete", OWN).refuses(403, "projectAdmin");
        assertThat(refused.get("reason")).contains(OWN.ids.get("instanceId"));
    }

    @Test
    void one_that_is_somebody_elses_is_not_told_to_be_there_and_nothing_begins() {
        for (var role : List.of(Role.USER, Role.PROJECT_ADMIN)) {
            var person = Person.of(WORLD, role, OWN.team);
            for (var noun : List.of("instance", "kompute")) {
                var before = bulks();
                var refused = order(person, noun, "stop", OWN, FOREIGN);
                refused.refuses(404, String.valueOf(FOREIGN.ids.get(noun + "Id")));
                assertThat(bulks()).isEqualTo(before);
            }
        }
        order(Person.of(WORLD, Role.PROJECT_ADMIN, OWN.team), "volume", "delete", FOREIGN)
                .refuses(404);
    }

    @Test
    void several_projects_in_one_bulk_are_for_who_sees_all() {
        var both = Person.of(WORLD, Role.PROJECT_ADMIN, OWN.team, FOREIGN.team);
        order(both, "volume", "delete", OWN, FOREIGN).refuses(422, "several projects");
        var whole = order(Person.of(WORLD, Role.SUPER_ADMIN), "volume", "delete", OWN, FOREIGN)
                .is(202);
        assertThat(whole.json().has("project")).isFalse();
        Person.of(WORLD, Role.PROJECT_ADMIN, OWN.team)
                .get("/operation/" + whole.id())
                .refuses(404);
    }

    @Test
    void the_members_of_a_project_see_its_bulks() {
        var whole = order(Person.of(WORLD, Role.PROJECT_ADMIN, OWN.team), "volume", "delete", OWN)
                .is(202);
        assertThat(whole.get("project")).isEqualTo(OWN.ids.get("projectId"));
        Person.of(WORLD, Role.USER, OWN.team).get("/operation/" + whole.id()).is(200);
        Person.of(WORLD, Role.USER, FOREIGN.team)
                .get("/operation/" + whole.id())
                .refuses(404);
        assertThat(Person.of(WORLD, Role.USER, FOREIGN.team)
                        .get("/operation?parent=" + whole.id())
                        .is(200)
                        .json())
                .isEmpty();
    }

    @Test
    void templates_are_the_clouds() {
        order(Person.of(WORLD, Role.PROJECT_ADMIN, OWN.team), "template", "delete", OWN)
                .refuses(403, "superAdmin");
        order(Person.of(WORLD, Role.SUPER_ADMIN), "template", "delete", OWN).is(202);
    }

    private static Reply order(Person person, String noun, String verb, Holdings... of) {
        var ids = Stream.of(of)
                .map(holdings -> "\"" + holdings.ids.get(noun + "Id") + "\"")
                .collect(Collectors.joining(","));
        var body = "{\"noun\":\"%s\",\"verb\":\"%s\",\"resources\":[%s]}".formatted(noun, verb, ids);
        return WORLD.send(WORLD.request("POST", Api.PREFIX + "/bulk", body)
                .header("X-API-Key", person.key())
                .header("Prefer", "respond-async"));
    }

    private static int bulks() {
        return WORLD.database().read(sql -> sql.fetchCount(OPERATION, OPERATION.NOUN.eq(Noun.BULK)));
    }
}
