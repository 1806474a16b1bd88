package cloud.kowabunga.kahuna.console;

import static cloud.kowabunga.kahuna.db.Tables.API_TOKEN;
import static cloud.kowabunga.kahuna.db.Tables.CONSOLE;
import static cloud.kowabunga.kahuna.db.Tables.CONSOLE_TICKET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.compute.ConsoleId;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import cloud.kowabunga.kahuna.Reply;
import cloud.kowabunga.kahuna.access.ApiKey;
import cloud.kowabunga.kahuna.access.Keys;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Consoles with browsers and agents that are only WebSockets. */
@Timeout(120)
final class ConsoleTest {
    private final KahunaWorld world = KahunaWorld.shared();
    private final Place place = new Place(world).agentsWork();
    private final List<FarSocket> open = new ArrayList<>();
    private String name = "";
    private String instance = "";
    private String key = "";

    @BeforeEach
    void start_an_instance() {
        place.template();
        name = KahunaWorld.fresh("web");
        instance = world.post(
                        "/project/" + place.project + "/zone/" + place.zone + "/instance",
                        place.instance(name, place.adapter(), place.volume("os", 2)))
                .is(201)
                .id();
        key = world.patch("/agent/" + place.agent + "/token?expire=false")
                .is(200)
                .header("X-Kowabunga-Secret");
    }

    @AfterEach
    void close_all() {
        open.forEach(FarSocket::close);
    }

    @Test
    void bytes_go_both_ways_between_browser_and_agent() {
        var browser = browser(connect());
        var waiting = browser.awaitNotice("waiting");
        assertThat(waiting.path("instance").asString()).isEqualTo(name);
        var agent = agent();
        assertThat(browser.awaitNotice("open").path("sentence").asString()).contains(name);

        agent.send("login: ").join();
        browser.awaitBytes("login: ").send("root\r").join();
        agent.awaitBytes("root\r");

        agent.close(4000, "The machine is off.");
        assertThat(browser.awaitEnd()).isEqualTo("The machine is off.");
        assertThat(row("reason")).isEqualTo("The machine is off.");
        assertThat(row("agent_id")).isEqualTo(place.agent);
        assertThat(row("from_address")).isEqualTo("127.0.0.1");
    }

    @Test
    void who_opens_it_is_in_the_audit_by_then() {
        browser(connect()).awaitNotice("waiting");

        var deeds = world.get("/audit?resource=" + instance).is(200).json();
        assertThat(deeds.get(0).path("verb").asString()).isEqualTo("OpenConsole");
        assertThat(deeds.get(0).path("resource_name").asString()).isEqualTo(name);
        assertThat(deeds.get(0).path("project").asString()).isEqualTo(place.project);
        assertThat(deeds.get(0).path("address").asString()).isEqualTo("127.0.0.1");
    }

    @Test
    void the_page_comes_from_kahuna_itself_and_runs_no_script_in_it() {
        var page = world.send(world.request("GET", URI.create(connect()).getPath(), null))
                .is(200);

        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.text()).doesNotContain("http", "<script>", "onclick", "style=");
        for (var file : List.of("console.js", "console.css", "xterm.mjs", "xterm.css", "LICENSE")) {
            world.send(world.request("GET", "/console/static/" + file, null)).is(200);
        }
    }

    @Test
    void an_address_opens_once() {
        var page = connect();
        browser(page).awaitNotice("waiting");

        assertThat(browser(page).awaitEnd()).contains("used already");
        assertThat(browser(page.substring(0, page.length() - 1) + "_").awaitEnd())
                .contains("used already or is too old");
    }

    @Test
    void of_many_who_come_with_one_address_one_is_let_in() {
        var page = connect();

        var browsers = IntStream.range(0, 8)
                .parallel()
                .mapToObj(_ -> FarSocket.browser(world, page))
                .toList();
        open.addAll(browsers);

        await().until(() -> world.database().read(sql -> sql.fetchCount(CONSOLE, ofInstance())) == 1);
        assertThat(browsers.stream().filter(one -> one.awaitFirst().equals("waiting")))
                .hasSize(1);
    }

    @Test
    void an_address_is_worth_nothing_after_a_minute() {
        var page = connect();
        world.database().change(sql -> {
            var row = Objects.requireNonNull(sql.fetchOne(CONSOLE_TICKET, CONSOLE_TICKET.INSTANCE_ID.eq(id())));
            assertThat(Duration.between(Instant.now(), row.getExpiresAt()))
                    .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(61));
            assertThat(page).doesNotContain(row.getHash());
            row.setExpiresAt(Instant.now().minusSeconds(1));
            row.update();
        });

        assertThat(browser(page).awaitEnd()).contains("too old");
    }

    @Test
    void an_instance_that_is_off_or_absent_has_none() {
        world.get("/instance/none/connect").refuses(404, "none");
        world.patch("/instance/" + instance + "/stop").is(200);
        world.get("/instance/" + instance + "/connect").refuses(422, "shutoff");
    }

    @Test
    void the_second_one_takes_over_and_the_first_one_is_told_by_whom() {
        var first = browser(connect());
        first.awaitNotice("waiting");
        var agent = agent();
        first.awaitNotice("open");

        var second = browser(connect());
        second.awaitNotice("waiting");

        assertThat(first.awaitEnd()).contains("opened this console elsewhere");
        assertThat(agent.awaitClosed()).startsWith("4000");
        var newAgent = agent();
        second.awaitNotice("open");
        newAgent.send("still here").join();
        second.awaitBytes("still here");
    }

    @Test
    void a_page_opens_its_console_again_with_a_ticket_of_its_own() {
        var page = connect();
        var first = browser(page);
        var again = first.awaitNotice("waiting").path("again").asString();
        agent().close(4000, "Gone for a moment.");
        assertThat(first.awaitEnd()).isEqualTo("Gone for a moment.");

        var second = browser(page.replaceFirst("[^/]+$", again));
        assertThat(second.awaitNotice("waiting").path("again").asString()).isNotEqualTo(again);
        agent();
        second.awaitNotice("open");
    }

    @Test
    void only_an_agent_of_the_kaktus_may_come_and_only_one() {
        var browser = browser(connect());
        browser.awaitNotice("waiting");
        var stranger = new Place(world);
        var strangersKey = world.patch("/agent/" + stranger.agent + "/token?expire=false")
                .is(200)
                .header("X-Kowabunga-Secret");

        assertThat(track(FarSocket.agent(world, stranger.agent, strangersKey, console()))
                        .awaitClosed())
                .contains("Nobody waits");
        assertThat(track(FarSocket.agent(world, place.agent, key, "no-such-console"))
                        .awaitClosed())
                .contains("Nobody waits");
        agent();
        browser.awaitNotice("open");
        assertThat(agent().awaitClosed()).contains("Nobody waits");
    }

    @Test
    void who_lost_the_right_loses_the_console_and_its_address() {
        var own = Keys.superAdmin(world);
        var page = connect(own);
        var spare = connect(own);
        var browser = browser(page);
        browser.awaitNotice("waiting");
        agent();
        browser.awaitNotice("open");

        world.database()
                .change(sql -> sql.update(API_TOKEN)
                        .set(API_TOKEN.REVOKED_AT, Instant.now())
                        .where(API_TOKEN.PREFIX.eq(own.prefix()))
                        .execute());
        world.bean(ConsoleWatch.class).checkStandings();

        assertThat(browser.awaitEnd()).contains("holds no longer");
        assertThat(browser(spare).awaitEnd()).contains("holds no longer");
    }

    @Test
    void who_signs_out_loses_the_console() {
        var token = signIn();
        var page = withToken("GET", "/api/v1/instance/" + instance + "/connect", token)
                .is(200)
                .get("url");
        var browser = browser(page);
        browser.awaitNotice("waiting");

        withToken("POST", "/api/v1/logout", token).is(204);
        world.bean(ConsoleWatch.class).checkStandings();

        assertThat(browser.awaitEnd()).contains("holds no longer");
    }

    @Test
    void an_agent_whose_key_is_rotated_loses_the_console_at_once() {
        var browser = browser(connect());
        browser.awaitNotice("waiting");
        agent();
        browser.awaitNotice("open");

        world.patch("/agent/" + place.agent + "/token?expire=false").is(200);

        assertThat(browser.awaitEnd()).contains("key of the agent");
    }

    @Test
    void a_browser_that_does_not_read_makes_the_guest_wait_and_fills_no_memory() throws Exception {
        var browser = track(FarSocket.browserThatDoesNotRead(world, connect()));
        browser.awaitNotice("waiting");
        var agent = agent();
        var piece = "x".repeat(32 * 1024);
        var sent = 0L;
        // What the sockets of both ways hold is a few MiB; more can only be held by Kahuna.
        for (var waits = false; !waits; ) {
            assertThat(sent).isLessThan(64L << 20);
            try {
                agent.send(piece).get(1, TimeUnit.SECONDS);
                sent += piece.length();
            } catch (TimeoutException full) {
                waits = true;
            }
        }
    }

    @Test
    void a_console_whose_kahuna_died_counts_as_ended() {
        var browser = browser(connect());
        browser.awaitNotice("waiting");
        world.database()
                .change(sql -> sql.update(CONSOLE)
                        .set(CONSOLE.HEARD_AT, Instant.now().minusSeconds(600))
                        .where(ofInstance())
                        .execute());

        world.bean(Consoles.class).alive(List.of());

        assertThat(browser.awaitEnd()).contains("Kahuna that carried it stopped");
    }

    @Test
    void who_had_a_console_open_is_remembered_for_thirty_days() {
        browser(connect()).awaitNotice("waiting");
        opened(31);
        assertThat(remembered()).isEqualTo(1);
        world.bean(Consoles.class).end(new ConsoleId(console()), "It was closed.");
        opened(29);
        assertThat(remembered()).isEqualTo(1);
        opened(31);
        assertThat(remembered()).isZero();
    }

    private void opened(int daysAgo) {
        world.database()
                .change(sql -> sql.update(CONSOLE)
                        .set(CONSOLE.OPENED_AT, Instant.now().minus(Duration.ofDays(daysAgo)))
                        .where(ofInstance())
                        .execute());
    }

    private int remembered() {
        world.bean(Consoles.class).alive(List.of());
        return world.database().read(sql -> sql.fetchCount(CONSOLE, ofInstance()));
    }

    private FarSocket browser(String page) {
        return track(FarSocket.browser(world, page));
    }

    /** An agent that comes to the console that was opened last. */
    private FarSocket agent() {
        return track(FarSocket.agent(world, place.agent, key, console()));
    }

    private FarSocket track(FarSocket socket) {
        open.add(socket);
        return socket;
    }

    private String connect() {
        return world.get("/instance/" + instance + "/connect").is(200).get("url");
    }

    private String connect(ApiKey own) {
        return world.send(world.request("GET", "/api/v1/instance/" + instance + "/connect", null)
                        .header("X-API-Key", own.reveal()))
                .is(200)
                .get("url");
    }

    private String console() {
        return row("id");
    }

    private String row(String column) {
        return world.database()
                .read(sql -> String.valueOf(sql.selectFrom(CONSOLE)
                        .where(ofInstance())
                        .orderBy(CONSOLE.OPENED_AT.desc())
                        .limit(1)
                        .fetchSingle()
                        .get(column)));
    }

    private Condition ofInstance() {
        return CONSOLE.INSTANCE_ID.eq(id());
    }

    private InstanceId id() {
        return new InstanceId(instance);
    }

    private String signIn() {
        var body = "{\"email\":\"admin@localhost\",\"password\":\"%s\"}".formatted(world.adminPassword());
        return world.send(world.request("POST", "/api/v1/login", body)).is(200).get("jwt");
    }

    private Reply withToken(String method, String path, String token) {
        return world.send(world.request(method, path, null).header("Authorization", "Bearer " + token));
    }
}
