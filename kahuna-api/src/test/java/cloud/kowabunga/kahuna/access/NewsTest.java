package cloud.kowabunga.kahuna.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import cloud.kowabunga.kahuna.database.ChangeNotice;
import cloud.kowabunga.topology.RegionId;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who hears of what: the event stream and the audit. */
@Timeout(120)
final class NewsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final KahunaWorld world = KahunaWorld.shared();
    private final List<Listener> listeners = new ArrayList<>();

    @AfterEach
    void hangUp() {
        listeners.forEach(Listener::close);
    }

    @Test
    void who_comes_back_hears_what_came_meanwhile_once_and_in_order() throws Exception {
        var before = listen(world.adminKey(), null);
        var first = region();
        await().atMost(SOON).until(() -> before.ids().contains(first));
        var last = before.idOf(first);
        before.close();
        var missed = Stream.generate(this::region).limit(20).toList();

        var after = listen(world.adminKey(), last);

        await().atMost(SOON).until(() -> after.ids().containsAll(missed));
        assertThat(after.ids().stream().filter(missed::contains)).containsExactlyElementsOf(missed);
        assertThat(after.ids()).doesNotContain(first);
        var then = region();
        await().atMost(SOON).until(() -> after.ids().contains(then));
    }

    @Test
    void who_heard_nothing_before_the_stream_broke_misses_nothing_either() throws Exception {
        region();
        var before = listen(world.adminKey(), null);
        var begin = before.firstId();
        before.close();
        var missed = region();

        var after = listen(world.adminKey(), begin);

        await().atMost(SOON).until(() -> after.ids().contains(missed));
        assertThat(after.lines()).doesNotContain("event:reset");
    }

    @Test
    void who_was_told_to_look_at_everything_goes_on_from_there() throws Exception {
        var late = listen(world.adminKey(), "1-1");
        await().atMost(SOON).until(() -> late.lines().contains("event:reset"));
        var reset = late.idOf("{}");
        late.close();
        var missed = region();

        var again = listen(world.adminKey(), reset);

        await().atMost(SOON).until(() -> again.ids().contains(missed));
        assertThat(again.lines()).doesNotContain("event:reset");
    }

    @Test
    void who_comes_back_too_late_is_told_to_look_at_everything() throws Exception {
        var late = listen(world.adminKey(), "1-1");
        await().atMost(SOON).until(() -> late.lines().contains("event:reset"));
        var nonsense = listen(world.adminKey(), "yesterday");
        await().atMost(SOON).until(() -> nonsense.lines().contains("event:reset"));
        var then = region();
        await().atMost(SOON).until(() -> late.ids().contains(then));
    }

    @Test
    void what_commits_late_is_not_passed_over() throws Exception {
        var listener = listen(world.adminKey(), null);
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var slow = Thread.ofVirtual()
                .start(() -> world.database().change(sql -> {
                    ChangeNotice.send(sql, Noun.REGION, new RegionId("slow"));
                    begun.countDown();
                    hold(go);
                }));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        var fast = region();
        // Its change is there, but something before it may still come.
        assertThat(listener.ids()).doesNotContain(fast, "slow");
        go.countDown();
        slow.join();
        await().atMost(SOON).until(() -> listener.ids().contains(fast));
        assertThat(listener.ids().stream().filter(List.of("slow", fast)::contains))
                .containsExactly("slow", fast);
        listener.close();

        var again = listen(world.adminKey(), listener.idOf("slow"));
        await().atMost(SOON).until(() -> again.ids().contains(fast));
    }

    @Test
    void a_stream_ends_with_the_key_that_opened_it() throws Exception {
        var person = Person.of(world, Role.USER);
        var listener = listen(person.key(), null);
        world.delete("/token/" + person.token()).is(200);
        await().atMost(Duration.ofSeconds(40)).until(() -> listener.ended());
        var _ = region();
        person.get("/events").refuses(401);
    }

    @Test
    void one_that_is_not_the_default_any_more_is_news_too() throws Exception {
        var place = new Place(world);
        var other = world.post(
                        "/region/" + place.region + "/pool",
                        Place.named("pool", ",\"pool\":\"other\",\"agents\":[\"" + place.agent + "\"]"))
                .is(201)
                .id();
        var path = "/region/" + place.region + "/pool/%s/default";
        world.patch(path.formatted(place.pool)).is(200);
        var listener = listen(world.adminKey(), null);
        world.patch(path.formatted(other)).is(200);
        await().atMost(SOON).until(() -> listener.ids().containsAll(List.of(place.pool, other)));
    }

    @Test
    void a_member_of_a_project_hears_of_it_and_of_no_other() throws Exception {
        var own = new Place(world);
        var foreign = new Place(world);
        var team = Person.team(world);
        world.put("/project/" + own.project, "{\"teams\":[\"" + team + "\"]}").is(200);
        var member = listen(Person.of(world, Role.USER, team).key(), null);
        var stranger = listen(Person.of(world, Role.PROJECT_ADMIN).key(), null);
        var admin = listen(world.adminKey(), null);

        var mine = begin(own);
        var theirs = begin(foreign);
        world.put("/agent/" + own.agent, "{\"description\":\"new\"}").is(200);
        var end = region();

        for (var listener : listeners) {
            await().atMost(SOON).until(() -> listener.ids().contains(end));
        }
        assertThat(admin.ids()).contains(mine, theirs, own.agent);
        assertThat(member.ids()).contains(mine).doesNotContain(theirs, own.agent);
        assertThat(stranger.ids()).doesNotContain(mine, theirs, own.agent);
        assertThat(member.lines()).anyMatch(line -> line.contains("\"noun\":\"operation\""));

        // A volume that is gone is still the project's.
        world.post("/operation/" + operationOn(mine) + "/cancel", "").is(202);
        own.agentsWork();
        await().atMost(SOON).until(() -> world.get("/volume/" + mine).status() == 404);
        var gone = region();
        await().atMost(SOON)
                .until(() -> member.ids().contains(gone) && stranger.ids().contains(gone));
        assertThat(stranger.ids()).doesNotContain(mine);
    }

    @Test
    void whoever_may_see_somebody_or_a_team_hears_of_them_and_nobody_else_does() throws Exception {
        var own = new Place(world);
        var team = Person.team(world);
        var second = Person.team(world);
        world.put("/project/" + own.project, "{\"teams\":[\"%s\",\"%s\"]}".formatted(team, second))
                .is(200);
        var member = Person.of(world, Role.USER, team);
        var mine = listen(member.key(), null);
        var projectAdmin = listen(Person.of(world, Role.PROJECT_ADMIN, team).key(), null);
        var stranger =
                listen(Person.of(world, Role.PROJECT_ADMIN, Person.team(world)).key(), null);

        for (var changed : List.of("/user/" + member.id(), "/team/" + team, "/team/" + second)) {
            world.put(changed, "{\"description\":\"new\"}").is(200);
        }
        var end = region();

        for (var listener : listeners) {
            await().atMost(SOON).until(() -> listener.ids().contains(end));
        }
        assertThat(mine.ids()).contains(member.id(), team).doesNotContain(second);
        assertThat(projectAdmin.ids()).contains(member.id(), team, second);
        assertThat(stranger.ids()).doesNotContain(member.id(), team, second);
    }

    @Test
    void an_admin_of_a_project_reads_its_audit_and_a_user_reads_none() {
        var own = new Place(world);
        var foreign = new Place(world);
        var team = Person.team(world);
        world.put("/project/" + own.project, "{\"teams\":[\"" + team + "\"]}").is(200);
        var admin = Person.of(world, Role.PROJECT_ADMIN, team);
        var mine = begin(own);
        var theirs = begin(foreign);

        var seen = admin.get("/audit?limit=1000").is(200).text();

        assertThat(seen).contains(mine, own.project).doesNotContain(theirs, foreign.project, "\"RotateKeyOfAgent\"");
        assertThat(admin.get("/audit?resource=" + theirs).is(200).json()).isEmpty();
        Person.of(world, Role.USER, team).get("/audit").refuses(403, "projectAdmin");
        // What was refused to them is in it, and says whose it is.
        admin.send("DELETE", "/project/" + own.project, null).refuses(403);
        assertThat(world.get("/audit?who=" + admin.id()).is(200).json().path(0).toString())
                .contains("DeleteProject", "NOT_ALLOWED", "REFUSED", own.project);
    }

    @Test
    void a_refusal_is_news_to_those_who_may_read_it_in_the_audit_and_to_nobody_else() throws Exception {
        var own = new Place(world);
        var team = Person.team(world);
        world.put("/project/" + own.project, "{\"teams\":[\"" + team + "\"]}").is(200);
        var projectAdmin = Person.of(world, Role.PROJECT_ADMIN, team);
        var reader = listen(projectAdmin.key(), null);
        var member = listen(Person.of(world, Role.USER, team).key(), null);
        var stranger = listen(Person.of(world, Role.PROJECT_ADMIN).key(), null);
        var admin = listen(world.adminKey(), null);

        projectAdmin.send("DELETE", "/project/" + own.project, null).refuses(403);
        world.put("/region/nowhere", "{}").refuses(404);
        var end = region();

        for (var listener : listeners) {
            await().atMost(SOON).until(() -> listener.ids().contains(end));
        }
        var refused = world.get("/audit?result=REFUSED&who=" + projectAdmin.id())
                .is(200)
                .json()
                .path(0)
                .path("id")
                .asString();
        var ofNobodys = world.get("/audit?result=REFUSED&resource=nowhere")
                .is(200)
                .json()
                .path(0)
                .path("id")
                .asString();
        assertThat(admin.audited()).contains(refused, ofNobodys);
        assertThat(reader.audited()).contains(refused).doesNotContain(ofNobodys);
        assertThat(member.audited()).isEmpty();
        assertThat(stranger.audited()).doesNotContain(refused, ofNobodys);
    }

    private String region() {
        return world.post("/region", Place.named("region", ",\"domain\":\"a.example.com\""))
                .is(201)
                .id();
    }

    /** A volume that waits for agents. */
    private String begin(Place place) {
        return world.post(
                        "/project/" + place.project + "/region/" + place.region + "/volume",
                        Place.named("volume", ",\"type\":\"raw\",\"size\":1073741824"),
                        "Prefer",
                        "respond-async")
                .is(202)
                .get("resource");
    }

    private String operationOn(String resource) {
        return world.get("/operation?resource=" + resource)
                .is(200)
                .json()
                .path(0)
                .path("id")
                .asString();
    }

    private Listener listen(String key, @Nullable String last) throws IOException, InterruptedException {
        var listener = Listener.to(world, "/events", key, last);
        listeners.add(listener);
        return listener;
    }

    private static void hold(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
