package cloud.kowabunga.kahuna.access;

import static cloud.kowabunga.kahuna.db.Tables.TEAM_USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is whose, where a path alone does not tell: lists, bodies, queries and streams. */
@Timeout(120)
final class OwnershipTest {
    private static final KahunaWorld WORLD = KahunaWorld.shared();
    private static final Holdings OWN = new Holdings(WORLD);
    private static final Holdings FOREIGN = new Holdings(WORLD);

    @ParameterizedTest
    @ValueSource(strings = {"instance", "volume", "adapter", "kompute", "project", "subnet", "vnet", "team"})
    void a_list_holds_what_is_ones_own_and_nothing_else(String noun) {
        for (var role : List.of(Role.USER, Role.PROJECT_ADMIN)) {
            var person = Person.of(WORLD, role, OWN.team);
            var list = person.get("/" + noun).is(200);
            assertThat(list.text()).contains(OWN.ids.get(noun + "Id")).doesNotContain(FOREIGN.ids.get(noun + "Id"));
            // What is listed can be read, so that it is all theirs.
            list.json()
                    .forEach(
                            id -> person.get("/" + noun + "/" + id.asString("")).is(200));
        }
        var all = Person.of(WORLD, Role.SUPER_ADMIN).get("/" + noun).is(200).text();
        assertThat(all).contains(OWN.ids.get(noun + "Id"), FOREIGN.ids.get(noun + "Id"));
    }

    @Test
    void who_is_in_no_team_sees_nothing_of_projects() {
        var stranger = Person.of(WORLD, Role.PROJECT_ADMIN);
        for (var list : List.of("instance", "volume", "adapter", "project", "subnet", "vnet", "team", "operation")) {
            assertThat(stranger.get("/" + list).is(200).text()).as(list).isEqualTo("[]");
        }
        assertThat(stranger.get("/search/instances").is(200).text()).isEqualTo("[]");
    }

    @Test
    void searches_and_operations_are_ones_own_whatever_the_query_says() {
        var user = Person.of(WORLD, Role.USER, OWN.team);
        var mine = user.get("/search/instances").is(200);
        assertThat(mine.header("X-Kowabunga-Total"))
                .isEqualTo(Integer.toString(mine.json().size()));
        assertThat(mine.text()).contains(OWN.ids.get("instanceId"));
        mine.json().forEach(row -> assertThat(row.path("project").asString("")).isEqualTo(OWN.ids.get("projectId")));
        for (var query : List.of(
                "/search/instances?project=" + FOREIGN.ids.get("projectId"),
                "/search/instances?zone=" + FOREIGN.ids.get("zoneId"),
                "/operation?project=" + FOREIGN.ids.get("projectId"),
                "/operation?resource=" + FOREIGN.ids.get("instanceId"))) {
            assertThat(user.get(query).is(200).text()).as(query).isEqualTo("[]");
            assertThat(user.get(query).header("X-Kowabunga-Total")).as(query).isIn("0", "");
        }
        assertThat(user.get("/operation").text())
                .contains(OWN.ids.get("operationId"))
                .doesNotContain(FOREIGN.ids.get("projectId"));
    }

    @Test
    void nobody_learns_where_a_foreign_instance_stands_in_a_list() {
        var user = Person.of(WORLD, Role.USER, OWN.team);
        var id = String.valueOf(FOREIGN.ids.get("instanceId"));
        var foreign = user.get("/search/instances?after=" + id)
                .refuses(422, "after: ", id)
                .text();
        var absent = user.get("/search/instances?after=none")
                .refuses(422, "after: ", "none")
                .text();
        assertThat(foreign.replace(id, "none")).isEqualTo(absent);
    }

    @Test
    void a_foreign_id_reads_exactly_as_one_that_nothing_has() {
        var user = Person.of(WORLD, Role.USER, OWN.team);
        for (var noun : List.of("instance", "volume", "adapter", "project", "subnet", "vnet", "operation", "team")) {
            var id = String.valueOf(FOREIGN.ids.get(noun + "Id"));
            var foreign = user.get("/" + noun + "/" + id).refuses(404).text();
            var absent = user.get("/" + noun + "/none").refuses(404).text();
            assertThat(foreign.replace(id, "none")).isEqualTo(absent);
        }
    }

    @Test
    void ids_in_bodies_grant_nothing() {
        var admin = Person.of(WORLD, Role.PROJECT_ADMIN, OWN.team);
        var path = "/project/%s/zone/%s/instance".formatted(OWN.ids.get("projectId"), OWN.ids.get("zoneId"));
        var body = "{\"name\":\"%s\",\"memory\":1073741824,\"vcpus\":1,\"adapters\":[%s],\"volumes\":[%s]}";
        var foreignAdapter = "\"" + FOREIGN.ids.get("adapterId") + "\"";
        var foreignVolume = "\"" + FOREIGN.ids.get("volumeId") + "\"";
        admin.send("POST", path, body.formatted(KahunaWorld.fresh("web"), foreignAdapter, ""))
                .refuses(404, "Adapter");
        admin.send("POST", path, body.formatted(KahunaWorld.fresh("web"), "", foreignVolume))
                .refuses(404, "Volume");
        admin.send("PUT", "/instance/" + OWN.ids.get("instanceId"), "{\"adapters\":[%s]}".formatted(foreignAdapter))
                .refuses(404, "Adapter");
        // A superAdmin, who sees both, cannot join them either: an adapter is its project's.
        WORLD.post(path, body.formatted(KahunaWorld.fresh("web"), foreignAdapter, ""))
                .refuses(404, "Adapter");
    }

    @Test
    void what_costs_the_owner_of_the_cloud_something_is_not_the_projects_to_change() {
        var admin = Person.of(WORLD, Role.PROJECT_ADMIN, OWN.team);
        var project = "/project/" + OWN.ids.get("projectId");
        admin.send("PUT", project, "{\"quotas\":{\"vcpus\":100}}").refuses(403, "quotas", "superAdmin");
        admin.send("PUT", project, "{\"regions\":[\"%s\"]}".formatted(FOREIGN.ids.get("regionId")))
                .refuses(403, "regions", "superAdmin");
        admin.send("PUT", project, "{\"teams\":[\"%s\"]}".formatted(FOREIGN.team))
                .refuses(403, "teams", "superAdmin");
        // The whole object, as the older clients send it, with a change of what is theirs.
        var whole = admin.get(project).is(200).text().replaceFirst("\"tags\":\\[]", "\"tags\":[\"mine\"]");
        assertThat(admin.send("PUT", project, whole).is(200).text()).contains("\"tags\":[\"mine\"]");
        Person.of(WORLD, Role.USER, OWN.team)
                .send("PUT", project, "{\"tags\":[]}")
                .refuses(403, "projectAdmin");
    }

    @Test
    void an_adapter_of_a_public_subnet_is_seen_with_its_instance_and_not_changed() {
        var place = new Place(WORLD);
        var shared = place.adapter();
        var path = "/project/%s/zone/%s/instance".formatted(place.project, place.zone);
        var team = Person.team(WORLD);
        WORLD.put("/project/" + place.project, "{\"teams\":[\"%s\"]}".formatted(team))
                .is(200);
        var admin = Person.of(WORLD, Role.PROJECT_ADMIN, team);
        admin.get("/adapter/" + shared).refuses(404, shared);
        WORLD.post(
                        path,
                        "{\"name\":\"%s\",\"memory\":1073741824,\"vcpus\":1,\"volumes\":[],\"adapters\":[\"%s\"]}"
                                .formatted(KahunaWorld.fresh("web"), shared),
                        "Prefer",
                        "respond-async")
                .is(202);
        assertThat(admin.get("/adapter/" + shared).is(200).id()).isEqualTo(shared);
        admin.send("PUT", "/adapter/" + shared, "{\"addresses\":[\"10.90.0.99\"]}")
                .refuses(403, "not the project's own");
        admin.send("POST", "/subnet/" + place.subnet + "/adapter", "{\"name\":\"a\"}")
                .refuses(404, "Subnet");
    }

    @Test
    void who_leaves_a_team_loses_what_it_has_at_once() {
        var user = Person.of(WORLD, Role.USER, OWN.team);
        user.get("/instance/" + OWN.ids.get("instanceId")).is(200);
        WORLD.database()
                .change(sql -> sql.deleteFrom(TEAM_USER)
                        .where(TEAM_USER.USER_ID.eq(user.id()))
                        .execute());
        user.get("/instance/" + OWN.ids.get("instanceId")).refuses(404);
    }

    @Test
    void a_stream_ends_when_the_key_that_opened_it_does() throws IOException, InterruptedException {
        var person = Person.of(WORLD, Role.USER, OWN.team);
        var stream = WORLD.http()
                .send(
                        WORLD.request("GET", "/api/v1/events", null)
                                .header("X-API-Key", person.key())
                                .build(),
                        HttpResponse.BodyHandlers.ofLines());
        var ended = new AtomicBoolean();
        Thread.startVirtualThread(() -> {
            stream.body().forEach(_ -> {});
            ended.set(true);
        });
        person.send("DELETE", "/token/" + person.token(), null).is(200);
        await().atMost(Duration.ofSeconds(60)).untilTrue(ended);
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"USER", "PROJECT_ADMIN"})
    void events_tell_of_ones_own_and_of_nothing_else(Role role) throws IOException, InterruptedException {
        var own = new Holdings(WORLD);
        var person = Person.of(WORLD, role, own.team);
        var heard = new ConcurrentLinkedQueue<String>();
        var stream = WORLD.http()
                .send(
                        WORLD.request("GET", "/api/v1/events", null)
                                .header("X-API-Key", person.key())
                                .build(),
                        HttpResponse.BodyHandlers.ofLines());
        Thread.startVirtualThread(() -> stream.body().forEach(heard::add));
        await().until(() -> heard.stream().anyMatch(line -> line.contains("alive")));

        var foreign = new Holdings(WORLD);
        var volume = WORLD.post(
                        "/project/%s/region/%s/volume".formatted(own.ids.get("projectId"), own.ids.get("regionId")),
                        Place.named("volume", ",\"type\":\"raw\",\"size\":1073741824"),
                        "Prefer",
                        "respond-async")
                .is(202)
                .get("resource");

        await().until(() -> heard.stream().anyMatch(line -> line.contains(volume)));
        assertThat(String.join("\n", heard))
                .doesNotContain(foreign.ids.get("instanceId"), foreign.ids.get("volumeId"), foreign.ids.get("agentId"));
        stream.body().close();
    }
}
