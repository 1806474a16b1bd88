package cloud.kowabunga.workflow;

import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationLedger;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Waits for the ends of operations that the engine tells nothing of, with one look at all of them, so that the looks of weeks fit into a history. */
final class Lookout {
    private final Map<OperationId, CompletablePromise<Boolean>> awaited = new LinkedHashMap<>();
    private Duration wait = Patience.FIRST_LOOK;
    private boolean hurried;
    private boolean looking;

    /** Completed when the operation has ended. */
    Promise<Boolean> end(OperationId operation) {
        var end = awaited.computeIfAbsent(operation, _ -> Workflow.newPromise());
        hurry();
        if (!looking) {
            looking = true;
            Async.procedure(
                    () -> Workflow.newDetachedCancellationScope(this::look).run());
        }
        return end;
    }

    /** Something is expected to end soon. */
    void hurry() {
        hurried = true;
        wait = Patience.FIRST_LOOK;
    }

    private void look() {
        while (!awaited.isEmpty()) {
            hurried = false;
            Workflow.await(wait, () -> hurried);
            wait = longer(wait);
            lookOnce();
        }
        looking = false;
    }

    private void lookOnce() {
        try {
            Stubs.ledger(OperationLedger.class, "Look which parts have ended")
                    .ended(List.copyOf(awaited.keySet()))
                    .forEach(operation ->
                            Objects.requireNonNull(awaited.remove(operation)).complete(true));
        } catch (ActivityFailure _) {
            // It is asked again.
        }
    }

    private static Duration longer(Duration wait) {
        var twice = wait.multipliedBy(2);
        return twice.compareTo(Patience.LAST_LOOK) > 0 ? Patience.LAST_LOOK : twice;
    }
}
