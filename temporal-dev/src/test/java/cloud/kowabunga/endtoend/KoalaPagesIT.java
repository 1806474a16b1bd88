package cloud.kowabunga.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator does in the browser alone, each on the same programs as ever, in a region in memory. */
@ExtendWith({Platform.Simulated.class, Chromium.Opened.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KoalaPagesIT {
    private final Chromium chromium;
    private Platform platform;
    private Api api;
    private Machines machines;
    private KoalaForms koala;

    KoalaPagesIT(Chromium chromium) {
        this.chromium = chromium;
    }

    @BeforeAll
    void sign_in(Platform given) {
        platform = given;
        api = platform.api();
        machines = Machines.in(platform);
        koala = new KoalaForms(
                chromium.signedIn(platform), platform.status().path("koala").asText());
    }

    private static String id(JsonNode object) {
        return object.path("id").asText();
    }

    private String made(String path, String body) {
        return id(api.call("POST", path, body).orFail().body());
    }

    /** A new key of a user or an agent. */
    private String secret(String whose) {
        return api.call("PATCH", whose + "/token?expire=false", null)
                .orFail()
                .headers()
                .firstValue("X-Kowabunga-Secret")
                .orElseThrow();
    }

    @Test
    void an_agent_joins_with_the_commands_that_the_page_shows() {
        koala.make("catalog/agent").type("name", "joined").save();
        koala.sees("It has never come.");
        koala.press("new-key");
        koala.confirm("joined");
        var key = koala.page().locator("#secret").innerText().strip();
        var commands = koala.page().locator("#join").innerText();
        try (var _ = AgentProgram.join(platform, key, commands)) {
            koala.page().getByText("I have it").click();
            koala.seesState("Alive");
        }
    }

    @Test
    void a_project_and_an_instance_are_made_with_forms_and_watched_until_it_runs() {
        koala.make("catalog/project")
                .type("name", "shop")
                .choose("regions", "basement")
                .type("quotas.vcpus", "4");
        koala.save();
        koala.sees("Quota, use and cost");
        koala.make("catalog/volume")
                .choose("project", "shop")
                .choose("region", "basement")
                .type("name", "shop-disk")
                .type("size", "1");
        koala.sees("After this, project shop uses:");
        koala.save();
        koala.seesState("Succeeded");
        koala.make("catalog/adapter")
                .choose("subnet", "basement-subnet")
                .type("name", "shop-card")
                .save();
        koala.sees("10.90.0.");
        koala.make("instances")
                .choose("project", "shop")
                .choose("zone", "basement-a")
                .type("name", "shop-1")
                .type("vcpus", "1")
                .type("memory", "0.5")
                .choose("volumes", "shop-disk")
                .choose("adapters", "shop-card");
        koala.sees("It fits: Kaktus k1 has the most room now.");
        koala.save();
        koala.sees("Start machine of shop-1");
        koala.seesState("Succeeded");
        koala.open("catalog/project/" + id(api.named("/project", "project", "shop")));
        koala.sees("1 of 4 · 25 %");
    }

    @Test
    void a_kaktus_tells_who_answers_how_full_it_is_and_what_is_done_there() {
        koala.open("catalog/kaktus");
        koala.seesState("Alive");
        Chromium.soon(koala.page().locator(".rows .meter-bar"));
        Pictures.of(platform).take(koala.page(), "koala-kaktuses");
        koala.open("catalog/kaktus/" + id(api.named("/kaktus", "kaktus", "k1")));
        koala.sees("Agents (1)");
        koala.sees("Instances (");
        koala.sees("Create instance");
    }

    @Test
    void an_operation_that_waits_for_an_agent_is_cancelled_and_leaves_nothing() {
        var agent = made("/agent", "{\"name\": \"silent\", \"type\": \"Kaktus\"}");
        var pool = made("/region/" + machines.region() + "/pool", """
                {"name": "far", "pool": "far", "agents": ["%s"]}""".formatted(agent));
        var project = id(api.named("/project", "project", "demo"));
        var operation = api.begin(
                "POST", "/project/%s/region/%s/volume?poolId=%s".formatted(project, machines.region(), pool), """
                        {"name": "never", "type": "raw", "size": 134217728}""");
        koala.open("");
        koala.sees("Waits for agent silent");
        koala.open("operations/" + id(operation));
        koala.seesState("Waiting");
        koala.press("cancel");
        koala.page().getByText("Cancel operation").click();
        // What its agent may have made is undone by the agent, so that this too waits until it comes.
        koala.seesState("Cancelling");
        try (var _ = AgentProgram.start(platform, secret("/agent/" + agent), home -> """
                kahuna: %s
                agent: %s
                key-file: %s
                state: %s
                pools: {far: {type: directory, path: %s}}
                simulated: true
                """.formatted(
                        platform.status().path("api").asText().replaceFirst("^http", "ws"),
                        agent,
                        home.resolve("agent.key"),
                        home.resolve("state"),
                        home.resolve("pool")))) {
            koala.seesState("Cancelled");
        }
        assertThat(api.call("GET", "/volume/" + operation.path("resource").asText(), null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void selected_volumes_are_deleted_by_one_operation_and_the_audit_says_by_whom() {
        var project = id(api.named("/project", "project", "demo"));
        for (var name : List.of("bulky-1", "bulky-2")) {
            api.call("POST", "/project/%s/region/%s/volume".formatted(project, machines.region()), """
                            {"name": "%s", "type": "raw", "size": 134217728}""".formatted(name))
                    .orFail();
        }
        koala.open("catalog/volume");
        koala.select("bulky-", 2);
        koala.press("delete-selected");
        koala.confirm("2 Volumes");
        koala.sees("Bulk delete of 2 volumes");
        koala.sees("Its operations (2)");
        koala.sees("Delete volume bulky-2");
        await().untilAsserted(() ->
                assertThat(api.get("/search/resources?noun=volume&name=bulky-")).isEmpty());
        koala.seesOwnState("Succeeded");
        koala.sees("Bulk by admin");
        Pictures.of(platform).take(koala.page(), "koala-bulk");
        var volumes = koala.page().waitForDownload(() -> {
            koala.open("audit");
            koala.sees("Delete volume");
            Pictures.of(platform).take(koala.page(), "koala-audit");
            koala.press("export");
        });
        assertThat(volumes.path()).content().contains("\"verb\":\"RunBulk\"", "bulky-1", "bulky-2");
    }

    @Test
    void a_key_that_is_revoked_opens_nothing_any_more() {
        var user = made("/user", """
                {"name": "grace", "email": "grace@example.org", "role": "user"}""");
        koala.open("catalog/user/" + user);
        koala.press("new-key");
        koala.confirm("grace");
        var key = koala.page().locator("#secret").innerText().strip();
        var own = new Api(platform.status().path("api").asText(), key);
        var token = own.ids("/token").getFirst();
        var name = own.get("/token/" + token).path("name").asText();
        koala.open("catalog/token/" + token);
        koala.press("delete");
        koala.confirm(name);
        koala.sees("API keys");
        await().untilAsserted(() ->
                assertThat(own.call("GET", "/platform", null).status()).isEqualTo(401));
    }

    @Test
    void the_audit_names_the_address_of_who_uses_koala_and_not_koalas() {
        try (var apart = chromium.signInPage(platform).context()) {
            // As a proxy on this machine would say it.
            apart.setExtraHTTPHeaders(Map.of("X-Forwarded-For", "203.0.113.5"));
            var page = apart.pages().getFirst();
            Chromium.enterKey(page, Platform.read(platform.home().resolve("secrets/admin-key")));
            Chromium.soonOverview(page);
            new KoalaForms(page, koala.koala())
                    .make("catalog/team")
                    .type("name", "from-afar")
                    .choose("users", "admin")
                    .save();
            await("the team to be made")
                    .until(() -> !api.get("/search/resources?noun=team&name=from-afar")
                            .isEmpty());
        }
        var team = id(api.get("/search/resources?noun=team&name=from-afar").get(0));
        assertThat(api.get("/audit?resource=" + team).get(0).path("address").asText())
                .isEqualTo("203.0.113.5");
    }

    @Test
    void who_has_another_project_sees_nothing_of_this_one_by_any_address() throws Exception {
        var user = made("/user", """
                {"name": "ada", "email": "ada@example.org", "role": "user"}""");
        var team = made("/team", "{\"name\": \"adas\", \"users\": [\"%s\"]}".formatted(user));
        var own = made("/project", """
                {"name": "adas-own", "teams": ["%s"], "regions": ["%s"]}""".formatted(team, machines.region()));
        var key = secret("/user/" + user);
        var instance = api.get("/search/instances?name=first").get(0);
        var operation = api.get("/operation?resource=" + id(instance)).get(0);
        try (var apart = chromium.signInPage(platform).context()) {
            var page = apart.pages().getFirst();
            Chromium.enterKey(page, key);
            Chromium.soonOverview(page);
            var ada = new KoalaForms(page, koala.koala());
            ada.sees("adas-own");
            ada.seesNothingOf("demo");
            ada.open("instances");
            ada.sees("No instance yet");
            ada.open("operations");
            ada.sees("No operation yet");
            ada.open("operations/" + id(operation));
            ada.sees("There is no such operation");
            for (var foreign : List.of(
                    "instance/" + id(instance),
                    "volume/" + instance.path("volumes").get(0).asText(),
                    "adapter/" + instance.path("adapters").get(0).asText(),
                    "project/" + instance.path("project").asText())) {
                ada.open("catalog/" + foreign);
                ada.sees("There is no such");
            }
            ada.open("catalog/volume");
            ada.sees("Nothing here yet");
            ada.open("console/" + id(instance));
            ada.sees("Kahuna says no");
            ada.open("catalog/agent");
            // Only a list that has come and is empty says so.
            Chromium.soon(page.locator(".empty h2"));
            ada.seesNothingOf("k1");
        }
        hears_only_of(own, instance.path("project").asText(), key);
    }

    private void hears_only_of(String own, String foreign, String key) throws Exception {
        var heard = new CopyOnWriteArrayList<String>();
        try (var events = new Api(platform.status().path("api").asText(), key).lines("/events")) {
            var _ = Thread.ofVirtual().start(() -> read(events, heard));
            await("the stream to be open").until(() -> !heard.isEmpty());
            var hidden = volume(foreign);
            var shown = volume(own);
            await("news of the own volume").until(() -> heard.stream().anyMatch(line -> line.contains(shown)));
            assertThat(heard).noneMatch(line -> line.contains(hidden) || line.contains(foreign));
        }
    }

    private static void read(Stream<String> events, List<String> heard) {
        try {
            events.forEach(heard::add);
        } catch (UncheckedIOException _) {
            // Hung up.
        }
    }

    private String volume(String project) {
        return made(
                "/project/%s/region/%s/volume".formatted(project, machines.region()),
                "{\"name\": \"heard-of\", \"type\": \"raw\", \"size\": 134217728}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void no_page_has_a_serious_fault_for_those_who_see_or_hear_differently(boolean dark) {
        var page = koala.page();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT));
        for (var path : pages()) {
            koala.open(path);
            Chromium.soon(page.locator("h1, .empty h2"));
            page.waitForLoadState(LoadState.NETWORKIDLE);
            Axe.finds_nothing_serious(page);
        }
        koala.open("audit");
        page.locator("vaadin-grid vaadin-button:visible").first().click();
        Chromium.soon(page.locator("vaadin-dialog #close"));
        Axe.finds_nothing_serious(page);
        koala.make("instances");
        Axe.finds_nothing_serious(page);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void no_page_has_a_serious_fault_on_a_phone(boolean dark) {
        var page = koala.page();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT));
        var wide = page.viewportSize();
        page.setViewportSize(390, 844);
        try {
            var operation = id(api.get("/operation?limit=1").get(0));
            for (var path : List.of(
                    "",
                    "instances",
                    "operations",
                    "operations/" + operation,
                    "audit",
                    "catalog/volume",
                    "catalog/kaktus",
                    "catalog/region")) {
                koala.open(path);
                Chromium.soon(page.locator("h1"));
                page.waitForLoadState(LoadState.NETWORKIDLE);
                Axe.finds_nothing_serious(page);
            }
        } finally {
            page.setViewportSize(wide.width, wide.height);
        }
    }

    private Set<String> pages() {
        var pages = new LinkedHashSet<>(List.of("", "instances", "operations", "audit", "nowhere"));
        pages.add("operations/" + id(api.get("/operation?limit=1").get(0)));
        for (var kind : List.of(
                "project",
                "instance",
                "kompute",
                "volume",
                "record",
                "region",
                "zone",
                "agent",
                "kaktus",
                "kiwi",
                "pool",
                "template",
                "vnet",
                "subnet",
                "adapter",
                "nfs",
                "user",
                "team",
                "token")) {
            pages.add("catalog/" + kind);
            var some = api.get("/search/resources?noun=" + kind + "&limit=1");
            if (!some.isEmpty()) {
                pages.add("catalog/" + kind + "/" + id(some.get(0)));
            }
        }
        return pages;
    }
}
