package cloud.kowabunga.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same for many resources with one request, and what may happen to it in the middle. */
@ExtendWith(Platform.Simulated.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BulkIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String STEP = "before-BlockStore.Delete";

    private WorkflowServiceStubs stubs;
    private WorkflowClient console;

    @BeforeAll
    void connect(Platform platform) {
        stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + platform.setting("KOW_TEMPORAL_PORT"))
                .build());
        console = WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder().setNamespace("kowabunga").build());
    }

    @AfterAll
    void disconnect() {
        stubs.shutdownNow();
    }

    @Test
    void twenty_are_deleted_and_the_one_in_use_is_named(Platform platform) {
        var machines = Machines.in(platform);
        var volumes = volumes(machines, "used", 20);
        var adapter = machines.adapter("used");
        var instance = machines.create("used", 134217728, volumes.get(7), adapter)
                .orFail()
                .body()
                .path("id")
                .asText();

        var answer = machines.api().call("POST", "/bulk", delete(volumes));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body().path("reason").asText()).contains("1 of 20 were not done: used-7: ");
        var parent = answer.headers().firstValue("X-Kowabunga-Operation").orElseThrow();
        var children = machines.api().get("/operation?parent=" + parent);
        assertThat(children).hasSize(20);
        assertThat(children)
                .filteredOn(child -> state(child).equals("SUCCEEDED"))
                .hasSize(19);
        assertThat(left(machines, volumes)).containsExactly(volumes.get(7));
        machines.delete(instance, volumes.get(7), adapter);
    }

    @Test
    void a_kahuna_that_is_killed_in_the_middle_goes_on_where_it_was(Platform platform) {
        var machines = Machines.in(platform);
        var volumes = volumes(machines, "killed", 20);
        platform.hold(STEP);
        var bulk = machines.api().begin("POST", "/bulk", delete(volumes));
        try {
            awaitChildren(machines, bulk, 10);
            platform.kill("kahuna");
        } finally {
            platform.release(STEP);
        }
        platform.start("kahuna");

        assertThat(end(machines, bulk)).isEqualTo("SUCCEEDED");
        assertThat(left(machines, volumes)).isEmpty();
        assertThat(machines.api().get("/operation?parent=" + bulk.path("id").asText()))
                .hasSize(20)
                .allMatch(child -> state(child).equals("SUCCEEDED"));
    }

    @Test
    void a_cancel_lets_go_of_what_has_not_begun(Platform platform) {
        var machines = Machines.in(platform);
        var volumes = volumes(machines, "cancelled", 15);
        platform.hold(STEP);
        var bulk = machines.api().begin("POST", "/bulk", delete(volumes));
        try {
            awaitChildren(machines, bulk, 10);
            machines.api()
                    .call("POST", "/operation/" + bulk.path("id").asText() + "/cancel", "")
                    .orFail();
            await("it says so")
                    .atMost(PATIENCE)
                    .until(() -> state(machines.api().operation(bulk)).equals("CANCELLING"));
        } finally {
            platform.release(STEP);
        }

        // What was being destroyed is destroyed: a cancel came too late for it, and only for it.
        assertThat(end(machines, bulk)).isEqualTo("CANCELLED");
        assertThat(machines.api().operation(bulk).path("reason").asText()).contains("5 of 15 were not done");
        assertThat(left(machines, volumes)).hasSize(5);
    }

    @Test
    void a_reset_in_the_console_does_nothing_twice(Platform platform) {
        var machines = Machines.in(platform);
        var volumes = volumes(machines, "reset", 4);
        platform.hold(STEP);
        var bulk = machines.api().begin("POST", "/bulk", delete(volumes));
        try {
            awaitChildren(machines, bulk, 4);
            reset(bulk.path("workflow_id").asText());
            var before = bulk.path("run_id").asText();
            await("the new run is followed")
                    .atMost(PATIENCE)
                    .until(() -> !machines.api()
                            .operation(bulk)
                            .path("run_id")
                            .asText()
                            .equals(before));
        } finally {
            platform.release(STEP);
        }

        assertThat(end(machines, bulk)).isEqualTo("SUCCEEDED");
        assertThat(machines.api().get("/operation?parent=" + bulk.path("id").asText()))
                .hasSize(4)
                .allMatch(child -> state(child).equals("SUCCEEDED"));
        assertThat(left(machines, volumes)).isEmpty();
    }

    @Test
    void a_terminated_bulk_is_ended_and_its_parts_go_on(Platform platform) {
        var machines = Machines.in(platform);
        var volumes = volumes(machines, "terminated", 3);
        platform.hold(STEP);
        var bulk = machines.api().begin("POST", "/bulk", delete(volumes));
        try {
            awaitChildren(machines, bulk, 3);
            console.newUntypedWorkflowStub(bulk.path("workflow_id").asText()).terminate("by hand");
            assertThat(end(machines, bulk)).isEqualTo("FAILED");
        } finally {
            platform.release(STEP);
        }

        assertThat(machines.api().operation(bulk).path("reason").asText())
                .contains("was terminated in the workflow engine", "What it had begun goes on by itself");
        await("the parts")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(left(machines, volumes)).isEmpty());
    }

    @Test
    void a_part_that_is_terminated_ends_and_the_bulk_says_so(Platform platform) {
        var machines = Machines.in(platform);
        var volumes = volumes(machines, "part", 2);
        platform.hold(STEP);
        var bulk = machines.api().begin("POST", "/bulk", delete(volumes));
        try {
            awaitChildren(machines, bulk, 2);
            console.newUntypedWorkflowStub("volume/" + volumes.getFirst()).terminate("by hand");
        } finally {
            platform.release(STEP);
        }

        assertThat(end(machines, bulk)).isEqualTo("FAILED");
        assertThat(machines.api().operation(bulk).path("reason").asText())
                .contains("1 of 2 were not done: part-0: ", "terminated");
        // What it had begun is brought to its end by the operation that the reason names.
        await("the deletion")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(left(machines, volumes)).isEmpty());
    }

    /** To its very beginning, as the console's button does. */
    private void reset(String workflowId) {
        var first = console.fetchHistory(workflowId).getEvents().stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
                .findFirst()
                .orElseThrow();
        stubs.blockingStub()
                .resetWorkflowExecution(ResetWorkflowExecutionRequest.newBuilder()
                        .setNamespace("kowabunga")
                        .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(workflowId))
                        .setReason("by hand")
                        .setRequestId(UUID.randomUUID().toString())
                        .setWorkflowTaskFinishEventId(first.getEventId())
                        .build());
    }

    private static List<String> volumes(Machines machines, String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> machines.emptyVolume(name + "-" + number))
                .toList();
    }

    private static String delete(List<String> volumes) {
        return volumes.stream()
                .collect(Collectors.joining(
                        "\",\"", "{\"noun\":\"volume\",\"verb\":\"delete\",\"resources\":[\"", "\"]}"));
    }

    /** So many stand at the step that is held. */
    private static void awaitChildren(Machines machines, JsonNode bulk, int count) {
        await(count + " parts")
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(machines.api()
                                .get("/operation?parent=" + bulk.path("id").asText()))
                        .hasSize(count)
                        .allMatch(child -> child.path("steps").toString().contains("BlockStore.Delete")));
    }

    private static String end(Machines machines, JsonNode bulk) {
        await("the end of the bulk")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> machines.api().operation(bulk).has("ended_at"));
        return state(machines.api().operation(bulk));
    }

    private static List<String> left(Machines machines, List<String> volumes) {
        return volumes.stream()
                .filter(volume ->
                        machines.api().call("GET", "/volume/" + volume, null).status() == 200)
                .toList();
    }

    private static String state(JsonNode operation) {
        return operation.path("state").asText();
    }
}
