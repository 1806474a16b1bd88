package cloud.kowabunga.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What an operator does to an operation by the API and by signals; with the buttons of the Temporal console: {@link TemporalConsoleIT}. */
@ExtendWith(Platform.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SteeringIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Engine engine;

    @BeforeAll
    void connect(Platform platform) {
        engine = Engine.of(platform);
    }

    @AfterAll
    void disconnect() {
        engine.close();
    }

    @Test
    void a_paused_creation_is_repaired_and_goes_on(Platform platform) {
        var machines = Machines.in(platform);
        var volume = machines.volume("paused");
        var vnet = machines.vnet("paused-net", "kowpause", "10.98.7.0/24", "10.98.7.1");
        var adapter = machines.adapterIn("paused", vnet);

        var operation = machines.begin("paused", volume, adapter, "respond-async, pause-on-failure");

        // The bridge is missing. A signal from the console skips the check; then libvirt itself refuses.
        machines.ends(operation, "ATTENTION");
        assertThat(stand(machines, operation)).contains("retry", "skip", "cancel");
        inConsole(operation, workflow -> workflow.signal("skip"));
        await("the machine cannot start")
                .atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(stand(machines, operation)).isEqualTo("ATTENTION [\"retry\",\"cancel\"]"));
        var refused =
                machines.api().call("POST", "/operation/" + operation.path("id").asText() + "/skip", "");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().path("reason").asText()).contains("cannot skip now", "retry or cancel");

        // The cause is repaired, and the step is done again.
        platform.makeBridge("kowpause");
        machines.api()
                .call("POST", "/operation/" + operation.path("id").asText() + "/retry", "")
                .orFail();
        machines.ends(operation, "SUCCEEDED");
        machines.delete(operation.path("resource").asText(), volume, adapter);
    }

    @Test
    void a_paused_creation_is_given_up_in_the_console_and_leaves_nothing(Platform platform) {
        var machines = Machines.in(platform);
        var volume = machines.volume("given-up");
        var vnet = machines.vnet("given-up-net", "kowgiven", "10.98.8.0/24", "10.98.8.1");
        var adapter = machines.adapterIn("given-up", vnet);
        var operation = machines.begin("given-up", volume, adapter, "respond-async, pause-on-failure");
        machines.ends(operation, "ATTENTION");
        inConsole(operation, workflow -> workflow.signal("cancelRollback"));
        machines.ends(operation, "FAILED");
        assertThat(machines.api().operation(operation).path("fault").asText()).isEqualTo("BRIDGE_MISSING");
        assertThat(machines.api()
                        .call("GET", "/instance/" + operation.path("resource").asText(), null)
                        .status())
                .isEqualTo(404);
        machines.api().call("DELETE", "/volume/" + volume, null).orFail();
        machines.api().call("DELETE", "/adapter/" + adapter, null).orFail();
    }

    @Test
    void a_retry_does_not_wait_for_the_back_off(Platform platform) {
        var machines = Machines.in(platform);
        var volume = machines.volume("hurried");
        var adapter = machines.adapter("hurried");
        platform.run("sh", "-c", "kill -9 $(cut -d' ' -f1 " + platform.home().resolve("region/k1/libvirtd.pid") + ")")
                .orFail();
        var operation = machines.begin("hurried", volume, adapter);
        await("a few attempts have failed")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(attempt(machines, operation)).isGreaterThan(4));
        // The engine begins to count anew, so the next attempt did not come when it was due.
        machines.api()
                .call("POST", "/operation/" + operation.path("id").asText() + "/retry", "")
                .orFail();
        await("it is tried at once")
                .atMost(Duration.ofSeconds(8))
                .untilAsserted(() -> assertThat(attempt(machines, operation)).isLessThan(4));
        platform.kowabunga("start", "region").orFail();
        machines.ends(operation, "SUCCEEDED");
        machines.delete(operation.path("resource").asText(), volume, adapter);
    }

    private static int attempt(Machines machines, JsonNode operation) {
        var steps = machines.api().operation(operation).path("steps");
        return steps.path(steps.size() - 1).path("attempt").asInt();
    }

    /** How it stands, with what a person may say to it. */
    private static String stand(Machines machines, JsonNode operation) {
        var now = machines.api().operation(operation);
        return now.path("state").asText() + " " + now.path("decisions");
    }

    private void inConsole(JsonNode operation, Consumer<WorkflowStub> button) {
        button.accept(engine.workflow(operation));
    }
}
