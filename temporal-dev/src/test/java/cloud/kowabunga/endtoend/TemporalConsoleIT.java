package cloud.kowabunga.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Platform.Shared.class)
class ConsoleCancelIT {
    /** The console's cancel button is this very call of the Temporal server. */
    @Test
    void a_cancel_from_temporal_in_the_middle_of_a_creation_leaves_nothing_behind(Platform platform) {
        var machines = Machines.in(platform);
        var volume = machines.volume("cancelled");
        var adapter = machines.adapter("cancelled");
        var domains = platform.domains("--all");
        platform.hold("after-Hypervisor.Define");
        var operation = machines.begin("cancelled", volume, adapter);
        await("the machine is defined")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(platform.domains("--all")).hasSize(domains.size() + 1));
        var stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + platform.setting("KOW_TEMPORAL_PORT"))
                .build());
        try {
            WorkflowClient.newInstance(
                            stubs,
                            WorkflowClientOptions.newBuilder()
                                    .setNamespace("kowabunga")
                                    .build())
                    .newUntypedWorkflowStub(operation.path("workflow_id").asText())
                    .cancel();
        } finally {
            stubs.shutdownNow();
            platform.release("after-Hypervisor.Define");
        }
        await("the operation")
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(machines.api()
                                .operation(operation)
                                .path("state")
                                .asText())
                        .isEqualTo("CANCELLED"));
        assertThat(platform.domains("--all")).isEqualTo(domains);
        var instance = operation.path("resource").asText();
        assertThat(machines.api().call("GET", "/instance/" + instance, null).status())
                .isEqualTo(404);
        // The volume and the adapter are free again, so both can go.
        machines.api().call("DELETE", "/volume/" + volume, null).orFail();
        machines.api().call("DELETE", "/adapter/" + adapter, null).orFail();
    }
}
