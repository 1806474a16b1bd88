package cloud.kowabunga.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Platform.Shared.class)
class AgentAwayIT {
    @Test
    void an_operation_waits_for_an_agent_that_is_away_for_a_minute_and_goes_on(Platform platform) {
        var machines = Machines.in(platform);
        var volume = machines.volume("away");
        var adapter = machines.adapter("away");
        platform.hold("before-Hypervisor.Define");
        var operation = machines.begin("away", volume, adapter);
        await("the step")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                machines.api().operation(operation).path("steps"))
                        .anySatisfy(step ->
                                assertThat(step.path("activity").asText()).isEqualTo("Hypervisor.Define")));
        platform.kill("agent-k1");
        platform.release("before-Hypervisor.Define");
        var left = Instant.now();
        await("says what it waits for").atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            var seen = machines.api().operation(operation);
            assertThat(seen.path("state").asText()).isEqualTo("WAITING");
            assertThat(seen.path("waiting_for").asText()).contains("k1");
            assertThat(seen.path("waiting_since").asText()).isNotEmpty();
        });
        await("a minute")
                .atMost(Duration.ofSeconds(70))
                .until(() -> Duration.between(left, Instant.now()).toSeconds() >= 60);
        assertThat(machines.api().operation(operation).path("state").asText()).isEqualTo("WAITING");
        platform.start("agent-k1");
        await("the end")
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(machines.api()
                                .operation(operation)
                                .path("state")
                                .asText())
                        .isEqualTo("SUCCEEDED"));
        machines.delete(operation.path("resource").asText(), volume, adapter);
    }
}
