package cloud.kowabunga.workflow;

import cloud.kowabunga.operation.OperationLedger;
import cloud.kowabunga.storage.BlockStoreActivities;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** The only place that says under which conditions an activity is called. */
final class Stubs {
    private Stubs() {}

    /**
     * An agent's activities on one queue.
     *
     * <p>There is no limit from ordering to the end: an agent that is offline is waited for. A cancel waits until the agent
     * has let go, so that a step and its undo never happen at the same time.
     */
    static <A> A agent(Class<A> api, String activity, String queue, String summary) {
        return Workflow.newActivityStub(
                api,
                ActivityOptions.newBuilder()
                        .setTaskQueue(queue)
                        .setSummary(summary)
                        .setStartToCloseTimeout(attempt(api, activity))
                        .setHeartbeatTimeout(Patience.HEARTBEAT)
                        .setRetryOptions(Patience.withAgents())
                        .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
                        .build());
    }

    /** As {@link #agent}, of an agent that is asked once, with a short limit from ordering to the end. */
    static <A> A agentInPassing(Class<A> api, String queue, String summary) {
        return Workflow.newActivityStub(
                api,
                ActivityOptions.newBuilder()
                        .setTaskQueue(queue)
                        .setSummary(summary)
                        .setScheduleToCloseTimeout(Patience.IN_PASSING)
                        .setHeartbeatTimeout(Patience.HEARTBEAT)
                        .setRetryOptions(Patience.withAgents())
                        .build());
    }

    /** A ledger, called inside the worker. What an operation says of itself is not repeated in its history. */
    static <A> A ledger(Class<A> api, String summary) {
        return Workflow.newLocalActivityStub(
                api,
                LocalActivityOptions.newBuilder()
                        .setSummary(summary)
                        .setStartToCloseTimeout(Patience.LEDGER_ATTEMPT)
                        .setLocalRetryThreshold(Patience.LEDGER_LOCAL)
                        .setRetryOptions(Patience.withLedgers())
                        .setDoNotIncludeArgumentsIntoMarker(api.equals(OperationLedger.class))
                        .build());
    }

    private static Duration attempt(Class<?> api, String activity) {
        if (!api.equals(BlockStoreActivities.class)) {
            return Patience.MACHINE_ATTEMPT;
        }
        return activity.equals("BlockStore.Import") ? Patience.IMPORT_ATTEMPT : Patience.IMAGE_ATTEMPT;
    }
}
