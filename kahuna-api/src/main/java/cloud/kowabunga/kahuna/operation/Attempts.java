package cloud.kowabunga.kahuna.operation;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.PendingActivityState;
import io.temporal.api.workflowservice.v1.ResetActivityRequest;
import io.temporal.client.WorkflowClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The attempts of a running step. */
final class Attempts {
    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private Attempts() {}

    /**
     * Lets a step that waits between two attempts try again now. An engine that cannot do that tries again by itself, soon.
     *
     * @return false where no step was tried before, so that there is nothing to try again
     */
    static boolean hurry(WorkflowClient client, String workflowId, String runId) {
        var execution = EngineFailures.execution(workflowId, runId);
        try {
            var tried = PendingSteps.of(client, execution).stream()
                    .filter(pending -> pending.getAttempt() > 1)
                    .toList();
            for (var pending : tried) {
                if (pending.getState() == PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED) {
                    client.getWorkflowServiceStubs()
                            .blockingStub()
                            .resetActivity(ResetActivityRequest.newBuilder()
                                    .setNamespace(client.getOptions().getNamespace())
                                    .setExecution(execution)
                                    .setId(pending.getActivityId())
                                    .setIdentity(client.getOptions().getIdentity())
                                    .build());
                }
            }
            return !tried.isEmpty();
        } catch (StatusRuntimeException refused) {
            LOG.info("{}: the next attempt comes when it is due: {}", workflowId, refused.getStatus());
            return true;
        }
    }
}
