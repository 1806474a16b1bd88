package cloud.kowabunga.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.agent.Agent;
import cloud.kowabunga.agent.Kaktus;
import cloud.kowabunga.agent.Simulation;
import cloud.kowabunga.compute.DomainSpec;
import cloud.kowabunga.compute.HypervisorActivities.Power;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.compute.Seed;
import cloud.kowabunga.endtoend.Chromium;
import cloud.kowabunga.operation.OperationId;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Consoles of simulated machines, through a real agent and its tunnel. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ConsoleTest {
    private Platform platform;
    private Kaktus kaktus;
    private Agent agent;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        platform = new Platform(folder, Map.of("kahuna.console.idle", "8s"));
        platform.region("lab");
        platform.kaktus("lab", "relay");
        platform.execute("INSERT INTO project (id, name) VALUES ('shop', 'shop')");
        var config = Agents.config(Agents.endpoint(platform, "relay"), Optional.empty());
        kaktus = new Simulation().kaktus(config);
        agent = Agents.start(config, kaktus);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> platform.value("SELECT count(*) FROM agent_status").equals(1L));
    }

    @AfterAll
    void stop() throws Exception {
        agent.stop();
        platform.close();
    }

    @Test
    void what_is_typed_reaches_the_machine_and_its_answer_comes_back() {
        machine("typed");
        try (var page = Page.open(platform, platform.port(), "typed")) {
            page.awaitNotice("open");
            page.type("echo hello\r").awaitBytes("\r\nhello\r\n# ");
        }
        await().until(() -> platform.value("SELECT reason FROM console WHERE instance_id = 'typed'")
                .equals("The page was closed."));
    }

    @Test
    void the_page_works_in_a_real_browser_under_its_own_policy() {
        machine("shown");
        var complaints = new ArrayList<String>();
        try (var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")))) {
            var page = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(Chromium.program())
                            .setArgs(List.of("--no-sandbox", "--disable-gpu", "--no-first-run")))
                    .newPage();
            page.setDefaultTimeout(60_000);
            page.onConsoleMessage(message -> complaints.add(message.type() + ": " + message.text()));
            page.navigate("http://127.0.0.1:" + platform.port() + Page.path(platform, platform.port(), "shown"));
            page.locator("#sentence[data-state=open]").waitFor();
            page.keyboard().type("echo so many $((40 + 2))");
            page.keyboard().press("Enter");
            page.locator(".xterm-rows:has-text('so many')").waitFor();
            page.screenshot(
                    new com.microsoft.playwright.Page.ScreenshotOptions().setPath(Path.of("target/console.png")));
            kaktus.hypervisor().power(new Power(new InstanceId("shown"), PowerAction.STOP));
            page.locator("#sentence:has-text('The machine is off.')").waitFor();
            kaktus.hypervisor().power(new Power(new InstanceId("shown"), PowerAction.START));
            page.locator("#again").click();
            page.locator("#sentence[data-state=open]").waitFor();
            page.reload();
            page.locator("#sentence[data-state=open]").waitFor();
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void a_machine_that_is_switched_off_ends_it_with_a_sentence() {
        machine("stops");
        try (var page = Page.open(platform, platform.port(), "stops")) {
            page.awaitNotice("open");
            kaktus.hypervisor().power(new Power(new InstanceId("stops"), PowerAction.STOP));
            assertThat(page.awaitEnd()).isEqualTo("The machine is off.");
        }
    }

    @Test
    void what_the_machine_refuses_is_told() {
        row("never-defined");
        try (var page = Page.open(platform, platform.port(), "never-defined")) {
            assertThat(page.awaitEnd()).contains("no machine of instance 'never-defined'");
        }
    }

    @Test
    void nobody_types_for_long_and_it_ends() {
        machine("idle");
        try (var page = Page.open(platform, platform.port(), "idle")) {
            page.awaitNotice("open");
            assertThat(page.awaitEnd()).isEqualTo("Nobody typed for 8 seconds.");
        }
    }

    @Test
    void without_an_agent_it_says_so() throws IOException {
        platform.kaktus("lab", "away");
        row("lonely", "away");
        try (var page = Page.open(platform, platform.port(), "lonely")) {
            assertThat(page.awaitEnd()).contains("No agent of its Kaktus");
        }
    }

    @Test
    void browser_and_agent_may_be_at_different_kahunas() {
        machine("far");
        var port = Platform.freePort();
        try (var _ = platform.another(port, Map.of("kahuna.peer-url", "http://127.0.0.1:" + port));
                var page = Page.open(platform, port, "far")) {
            page.awaitNotice("open");
            page.type("echo from afar\r").awaitBytes("\r\nfrom afar\r\n");
            kaktus.hypervisor().power(new Power(new InstanceId("far"), PowerAction.STOP));
            assertThat(page.awaitEnd()).isEqualTo("The machine is off.");
        }
    }

    @Test
    void a_kahuna_that_stops_says_so_and_another_one_opens_it_again() {
        machine("moves");
        var port = Platform.freePort();
        var other = platform.another(port, Map.of("kahuna.peer-url", "http://127.0.0.1:" + port));
        String again;
        try (var page = Page.open(platform, port, "moves")) {
            again = page.awaitNotice("waiting").path("again").asText();
            page.awaitNotice("open");
            other.close();
            assertThat(page.awaitEnd()).isEqualTo("Kahuna stops.");
        }
        try (var page = new Page(platform.port(), "/console/" + again)) {
            page.awaitNotice("open");
            page.type("echo here now\r").awaitBytes("\r\nhere now\r\n");
        }
    }

    /** An instance whose machine runs. */
    private void machine(String id) {
        row(id);
        var instance = new InstanceId(id);
        var seed = new Seed("instance-id: " + id + "\n", "#cloud-config\n", "version: 2\n");
        kaktus.hypervisor()
                .define(new DomainSpec(
                        instance,
                        id,
                        Bytes.ofMib(128),
                        1,
                        false,
                        List.of(),
                        List.of(),
                        seed,
                        new OperationId("made-" + id)));
        kaktus.hypervisor().power(new Power(instance, PowerAction.START));
    }

    private void row(String id) {
        row(id, "relay");
    }

    private void row(String id, String kaktusId) {
        platform.execute(
                "INSERT INTO instance (id, project_id, region_id, zone_id, kaktus_id, in_zone, name, memory, vcpus, uefi,"
                        + " kmotion_enabled, state, operation_id, reserved_memory, reserved_vcpus)"
                        + " VALUES (?, 'shop', 'lab', 'lab-zone', ?, true, ?, 134217728, 1, false, true, 'RUNNING', 'op', 134217728, 1)",
                id,
                kaktusId,
                id);
    }
}
