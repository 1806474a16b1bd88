package cloud.kowabunga.kahuna.operation;

import cloud.kowabunga.kahuna.engine.SealedConverter;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.WorkflowClient;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the engine knows of the steps that run now. */
final class PendingSteps {
    private PendingSteps() {}

    /** Raises a StatusRuntimeException where the engine does not answer within two seconds, or knows of no such execution. */
    static List<PendingActivityInfo> of(WorkflowClient client, WorkflowExecution execution) {
        var described = client.getWorkflowServiceStubs()
                .blockingStub()
                .withDeadlineAfter(2, TimeUnit.SECONDS)
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(client.getOptions().getNamespace())
                        .setExecution(execution)
                        .build());
        return described.getPendingActivitiesList().stream()
                .map(step -> SealedConverter.open(client, step))
                .toList();
    }
}
