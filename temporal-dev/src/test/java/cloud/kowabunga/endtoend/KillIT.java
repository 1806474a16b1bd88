package cloud.kowabunga.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each of the three processes is killed at each of the three steps of a creation that an agent does. */
@ExtendWith(Platform.Shared.class)
class KillIT {
    static Stream<Arguments> victims_and_steps() {
        return Stream.of("kahuna", "agent-k1", "temporal")
                .flatMap(victim -> Stream.of(
                                "before-Network.CheckBridges", "after-Hypervisor.Define", "after-Hypervisor.Power")
                        .map(step -> Arguments.of(victim, step)));
    }

    @ParameterizedTest(name = "{0} killed {1}")
    @MethodSource("victims_and_steps")
    void a_creation_ends_with_one_running_instance(String victim, String step, Platform platform) {
        var machines = Machines.in(platform);
        var name = "kill-" + victim + "-" + step.substring(step.indexOf('.') + 1);
        var volume = machines.volume(name);
        var adapter = machines.adapter(name);
        var domainsBefore = platform.domains("--all");
        platform.hold(step);
        var operation = machines.begin(name, volume, adapter);
        var instance = operation.path("resource").asText();
        try {
            var activity = step.substring(step.indexOf('-') + 1);
            await("the step " + activity)
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(
                                    machines.api().operation(operation).path("steps"))
                            .anySatisfy(begun -> {
                                assertThat(begun.path("activity").asText()).isEqualTo(activity);
                                assertThat(begun.path("state").asText()).isEqualTo("RUNNING");
                            }));
            platform.kill(victim);
        } finally {
            platform.release(step);
        }
        platform.start(victim);
        await("the operation")
                .atMost(Duration.ofMinutes(3))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(machines.api()
                                .operation(operation)
                                .path("state")
                                .asText())
                        .isEqualTo("SUCCEEDED"));
        assertThat(platform.domains("--state-running").stream().filter(("kowabunga-" + instance)::equals))
                .hasSize(1);
        assertThat(platform.domains("--all")).hasSize(domainsBefore.size() + 1);
        machines.delete(instance, volume, adapter);
        assertThat(platform.domains("--all")).isEqualTo(domainsBefore);
    }
}
