package cloud.kowabunga.workflow;

import static org.awaitility.Awaitility.await;

import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntPredicate;

/** Somebody cancels an operation, as from the Temporal console, in the middle of one of its activities. */
final class CancelDuring implements Saboteur.Plot {
    private final Engine engine;
    private final IntPredicate when;
    private final CompletableFuture<WorkflowStub> ordered;
    private volatile boolean cancelled;

    /** @param ordered the operation, as soon as there is one */
    CancelDuring(Engine engine, IntPredicate when, CompletableFuture<WorkflowStub> ordered) {
        this.engine = engine;
        this.when = when;
        this.ordered = ordered;
    }

    @Override
    public void before(int index, String activity) {
        if (when.test(index)) {
            ordered.join().cancel("Somebody changed their mind.");
            cancelled = true;
        }
        if (cancelled && activity.matches("(Hypervisor|Network|BlockStore)[.].*")) {
            awaitNoted(ordered.join());
        }
    }

    /** Agents work on until the workflow knows of the cancel: the engine in memory mixes up an activity that ends at that very moment. */
    private void awaitNoted(WorkflowStub operation) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).until(() -> {
            var events = engine.client()
                    .fetchHistory(
                            Objects.requireNonNull(operation.getExecution()).getWorkflowId())
                    .getEvents();
            var cancelled = events.stream()
                    .takeWhile(
                            event -> event.getEventType() != EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED)
                    .count();
            return events.stream()
                    .skip(cancelled)
                    .anyMatch(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED);
        });
    }
}
