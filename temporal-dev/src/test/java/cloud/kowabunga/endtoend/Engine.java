package cloud.kowabunga.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;

/** The Temporal server of a platform, as its own tools reach it: without a key to what is sealed. */
record Engine(WorkflowServiceStubs stubs, WorkflowClient client) implements AutoCloseable {
    static Engine of(Platform platform) {
        var stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + platform.setting("KOW_TEMPORAL_PORT"))
                .build());
        var client = WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder().setNamespace("kowabunga").build());
        return new Engine(stubs, client);
    }

    WorkflowStub workflow(JsonNode operation) {
        return client.newUntypedWorkflowStub(operation.path("workflow_id").asText());
    }

    /** The history of an operation's run as it is stored. */
    WorkflowExecutionHistory history(JsonNode operation) {
        return client.fetchHistory(
                operation.path("workflow_id").asText(), operation.path("run_id").asText());
    }

    @Override
    public void close() {
        stubs.shutdownNow();
    }
}
