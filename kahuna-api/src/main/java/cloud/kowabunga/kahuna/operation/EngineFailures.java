package cloud.kowabunga.kahuna.operation;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowTargetOptions;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What it means when the engine says no. */
final class EngineFailures {
    private static final Set<Status.Code> AWAY = Set.of(
            Status.Code.UNAVAILABLE,
            Status.Code.DEADLINE_EXCEEDED,
            Status.Code.RESOURCE_EXHAUSTED,
            Status.Code.ABORTED,
            Status.Code.CANCELLED,
            Status.Code.INTERNAL,
            Status.Code.UNKNOWN);

    private EngineFailures() {}

    static WorkflowExecution execution(String workflowId, String runId) {
        return WorkflowExecution.newBuilder()
                .setWorkflowId(workflowId)
                .setRunId(runId)
                .build();
    }

    /** That very run, not one that came after it. */
    static WorkflowTargetOptions run(String workflowId, String runId) {
        return WorkflowTargetOptions.newBuilder()
                .setWorkflowId(workflowId)
                .setRunId(runId)
                .build();
    }

    /** Whether another execution has the workflow id. */
    static boolean alreadyRunning(Throwable thrown) {
        return find(thrown, WorkflowExecutionAlreadyStarted.class) != null
                || status(thrown) == Status.Code.ALREADY_EXISTS;
    }

    /** Whether there is no such execution, or none that goes on. */
    static boolean isAbsent(Throwable thrown) {
        return find(thrown, WorkflowNotFoundException.class) != null || status(thrown) == Status.Code.NOT_FOUND;
    }

    /** Whether asking again later may help. */
    static boolean isAway(Throwable thrown) {
        var code = status(thrown);
        return code != null
                ? AWAY.contains(code)
                : find(thrown, TimeoutException.class) != null
                        || (thrown instanceof WorkflowServiceException && thrown.getCause() == null);
    }

    private static Status.@Nullable Code status(Throwable thrown) {
        var status = find(thrown, StatusRuntimeException.class);
        return status == null ? null : status.getStatus().getCode();
    }

    private static <T extends Throwable> @Nullable T find(Throwable thrown, Class<T> type) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }
}
