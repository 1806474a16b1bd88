package cloud.kowabunga.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.options.LoadState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator does to an operation in Temporal's own console, with its very buttons, and what Koala shows of it then. */
@ExtendWith({Platform.Shared.class, Chromium.Opened.class})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TemporalConsoleIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Platform platform;
    private Machines machines;
    private TemporalConsole console;
    private KoalaForms koala;

    @BeforeAll
    void sign_in(Platform given, Chromium chromium) {
        platform = given;
        machines = Machines.in(platform);
        console = TemporalConsole.signedIn(chromium, platform);
        koala = new KoalaForms(
                chromium.signedIn(platform), platform.status().path("koala").asText());
        koala.page().setViewportSize(Pictures.WIDTH, Pictures.HEIGHT);
    }

    @Test
    void a_cancel_in_the_middle_of_a_creation_leaves_nothing_behind() {
        var begun = begunUntilDefined("cancelled", "after-Hypervisor.Define", () -> console.cancel());
        machines.ends(begun.operation(), "CANCELLED");
        assertThat(platform.domains("--all")).isEqualTo(begun.domains());
        koalaShows(begun.operation(), "Cancelled", "koala-cancelled");
        leavesNothing(begun);
    }

    @Test
    void a_broken_operation_is_repaired_and_goes_on_at_the_signal_retry() {
        var volume = machines.volume("mended");
        var vnet = machines.vnet("mended-net", "kowmend", "10.98.6.0/24", "10.98.6.1");
        var adapter = machines.adapterIn("mended", vnet);
        var operation = machines.begin("mended", volume, adapter, "respond-async, pause-on-failure");
        machines.ends(operation, "ATTENTION");
        koala.open("operations/" + id(operation));
        koala.sees("has no bridge 'kowmend'");
        koala.page().locator("#retry:visible").scrollIntoViewIfNeeded();
        picture("koala-attention");
        koalaAsks("skip", "Leave it");
        koalaAsks("cancel", "Let it go on");

        // An update changes nothing; a retry without a repair does the step again, and it is refused again.
        var refused = refusedAt(operation);
        console.open(operation).show("temporal-console").update("admitted");
        assertThat(refusedAt(operation)).isEqualTo(refused);
        console.open(operation).signal("retry");
        await("it was tried again")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(refusedAt(operation)).isAfter(refused));
        machines.ends(operation, "ATTENTION");

        platform.makeBridge("kowmend");
        console.open(operation).signal("retry");
        machines.ends(operation, "SUCCEEDED");
        koalaShows(operation, "Succeeded", "koala-mended");
        machines.delete(operation.path("resource").asText(), volume, adapter);
    }

    @Test
    void a_reset_to_the_middle_of_a_creation_ends_with_one_machine() {
        var begun = begunUntilDefined("reset", "before-Hypervisor.Power", () -> console.reset(1, "From the console."));
        var operation = begun.operation();
        machines.ends(operation, "SUCCEEDED");
        assertThat(machines.api().operation(operation).path("run_id").asText())
                .isNotEqualTo(operation.path("run_id").asText());
        assertThat(platform.domains("--all")).hasSize(begun.domains().size() + 1);
        assertThat(machines.api().get("/audit?operation=" + id(operation)).findValuesAsText("result"))
                .containsExactly("SUCCEEDED", "RESET", "STARTED");
        koalaShows(operation, "Succeeded", "koala-reset");
        machines.delete(operation.path("resource").asText(), begun.volume(), begun.adapter());
    }

    @Test
    void a_creation_that_is_terminated_leaves_nothing() {
        var begun = begunUntilDefined(
                "terminated", "before-Hypervisor.Power", () -> console.terminate("From the console."));
        machines.ends(begun.operation(), "FAILED");
        assertThat(machines.api().operation(begun.operation()).path("reason").asText())
                .contains("was terminated in the workflow engine", "puts things right");
        await("what was begun is removed")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(platform.domains("--all")).isEqualTo(begun.domains()));
        koalaShows(begun.operation(), "Failed", "koala-terminated");
        leavesNothing(begun);
    }

    /** When the bridge was missed last. */
    private Instant refusedAt(JsonNode operation) {
        for (var step : machines.api().operation(operation).path("steps")) {
            if (step.path("activity").asText().equals("Network.CheckBridges") && step.has("ended_at")) {
                assertThat(step.path("state").asText()).isEqualTo("FAILED");
                return Instant.parse(step.path("ended_at").asText());
            }
        }
        return Instant.EPOCH;
    }

    /** @param no what is pressed instead of going on */
    private void koalaAsks(String button, String no) {
        koala.press(button);
        koala.sees(no);
        picture("koala-" + button);
        koala.page().getByText(no).locator("visible=true").click();
        koala.seesNothingOf(no);
    }

    /** @param domains of libvirt, before it began */
    private record Begun(JsonNode operation, String volume, String adapter, List<String> domains) {}

    /** Begins a creation, stops it where its machine is defined, does something in the console, and lets it go on. */
    private Begun begunUntilDefined(String name, String step, Runnable inConsole) {
        var domains = platform.domains("--all");
        var volume = machines.volume(name);
        var adapter = machines.adapter(name);
        platform.hold(step);
        try {
            var operation = machines.begin(name, volume, adapter);
            await("the machine is defined")
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(platform.domains("--all")).hasSize(domains.size() + 1));
            console.open(operation);
            inConsole.run();
            return new Begun(operation, volume, adapter, domains);
        } finally {
            platform.release(step);
        }
    }

    /** The instance is gone, and its volume and adapter are free, so that both can go. */
    private void leavesNothing(Begun begun) {
        var instance = begun.operation().path("resource").asText();
        await("the row is gone")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(machines.api()
                                .call("GET", "/instance/" + instance, null)
                                .status())
                        .isEqualTo(404));
        machines.api().call("DELETE", "/volume/" + begun.volume(), null).orFail();
        machines.api().call("DELETE", "/adapter/" + begun.adapter(), null).orFail();
    }

    private void koalaShows(JsonNode operation, String state, String picture) {
        koala.open("operations/" + id(operation));
        koala.seesState(state);
        picture(picture);
    }

    private void picture(String name) {
        koala.page().waitForLoadState(LoadState.NETWORKIDLE);
        Pictures.of(platform).take(koala.page(), name);
    }

    private static String id(JsonNode operation) {
        return operation.path("id").asText();
    }
}
