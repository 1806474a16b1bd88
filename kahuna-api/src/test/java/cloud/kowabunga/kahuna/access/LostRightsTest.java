package cloud.kowabunga.kahuna.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream that is open tells what its listener may know now, not what they could know when they opened it. */
@Timeout(120)
final class LostRightsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final KahunaWorld world = KahunaWorld.shared();
    private final Place place = new Place(world);
    private final List<Listener> listeners = new ArrayList<>();

    @AfterEach
    void hangUp() {
        listeners.forEach(Listener::close);
    }

    @Test
    void who_is_no_superAdmin_any_more_hears_nothing_of_the_cloud_from_then_on() throws Exception {
        var person = Person.of(world, Role.SUPER_ADMIN);
        var listener = listen("/events", person.key());
        touchAgent();
        await().atMost(SOON).until(() -> listener.ids().contains(place.agent));
        var heard = listener.lines().stream().filter(this::isOfAgent).count();

        world.put("/user/" + person.id(), "{\"role\":\"user\"}").is(200);
        touchAgent();

        await().atMost(SOON).until(hears(listener, region()));
        assertThat(listener.lines().stream().filter(this::isOfAgent)).hasSize((int) heard);
    }

    @Test
    void whose_team_leaves_a_project_hears_nothing_of_it_from_then_on() throws Exception {
        var team = Person.team(world);
        teams(team);
        var member = listen("/events", Person.of(world, Role.USER, team).key());
        var before = volume();
        await().atMost(SOON).until(hears(member, before));

        teams();
        var after = volume();

        await().atMost(SOON).until(hears(member, region()));
        assertThat(member.ids()).contains(place.project).doesNotContain(after);
    }

    @Test
    void a_stream_of_an_operation_ends_for_whom_it_is_not_to_be_seen_any_more() throws Exception {
        var team = Person.team(world);
        teams(team);
        var member = Person.of(world, Role.USER, team);
        var operation = world.get("/operation?resource=" + volume())
                .json()
                .path(0)
                .path("id")
                .asString();
        var watched = listen("/operation/" + operation + "/events", member.key());
        await().atMost(SOON).until(() -> watched.lines().stream().anyMatch(line -> line.contains(operation)));

        teams();

        await().atMost(SOON).until(watched::ended);
        member.get("/operation/" + operation + "/events").refuses(404, "There is no Operation");
    }

    @Test
    void keys_are_news_to_those_who_may_see_them() throws Exception {
        var person = Person.of(world, Role.USER);
        var other = Person.of(world, Role.PROJECT_ADMIN);
        var own = listen("/events", person.key());
        var stranger = listen("/events", other.key());
        var admin = listen("/events", world.adminKey());

        world.put("/token/" + person.token(), "{\"description\":\"mine\"}").is(200);
        var end = region();
        for (var listener : listeners) {
            await().atMost(SOON).until(hears(listener, end));
        }
        assertThat(admin.ids()).contains(person.token());
        assertThat(own.ids()).contains(person.token());
        assertThat(stranger.ids()).doesNotContain(person.token());

        var fresh = world.patch("/user/" + person.id() + "/token").is(200).id();
        var ofAgent = world.patch("/agent/" + place.agent + "/token").is(200).id();
        await().atMost(SOON).until(() -> admin.ids().containsAll(List.of(fresh, ofAgent)));
        world.get("/token/" + ofAgent).is(200);
        world.delete("/user/" + person.id()).is(200);
        await().atMost(SOON)
                .until(() -> admin.lines().stream()
                                .filter(line -> line.contains(fresh))
                                .count()
                        == 2);
        assertThat(admin.lines()).noneMatch(line -> line.contains(AgentKeys.NEWS));
    }

    private Callable<Boolean> hears(Listener listener, String id) {
        return () -> listener.ids().contains(id);
    }

    private boolean isOfAgent(String line) {
        return line.startsWith("data:") && line.contains(place.agent);
    }

    private void touchAgent() {
        world.put("/agent/" + place.agent, "{\"description\":\"" + KahunaWorld.fresh("d") + "\"}")
                .is(200);
    }

    private void teams(String... teams) {
        var ids = teams.length == 0 ? "" : "\"" + String.join("\",\"", teams) + "\"";
        world.put("/project/" + place.project, "{\"teams\":[" + ids + "]}").is(200);
    }

    /** One that waits for agents. */
    private String volume() {
        return world.post(
                        "/project/" + place.project + "/region/" + place.region + "/volume",
                        Place.named("volume", ",\"type\":\"raw\",\"size\":1073741824"),
                        "Prefer",
                        "respond-async")
                .is(202)
                .get("resource");
    }

    private String region() {
        return world.post("/region", Place.named("region", ",\"domain\":\"a.example.com\""))
                .is(201)
                .id();
    }

    private Listener listen(String path, String key) throws Exception {
        var listener = Listener.to(world, path, key, null);
        listeners.add(listener);
        return listener;
    }
}
