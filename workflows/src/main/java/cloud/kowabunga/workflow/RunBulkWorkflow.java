package cloud.kowabunga.workflow;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.Faults;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.operation.Decision;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.Progress;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** See {@link RunBulk}. It has nothing of its own to be tried again, skipped or undone: that is said to the part that it concerns. */
public final class RunBulkWorkflow implements RunBulk {
    private final CompletablePromise<Boolean> admitted = Workflow.newPromise();
    private final CancellationScope operation = CancellationScope.current();
    private @Nullable Journal journal;

    @Override
    public void run(Input input) {
        var told =
                new Journal(input.order(), () -> operation.isCancelRequested() ? List.of() : List.of(Decision.CANCEL));
        journal = told;
        var parts = new Parts(input, told, operation);
        try {
            Workflow.newDetachedCancellationScope(told::open).run();
            admitted.complete(true);
            parts.run();
        } catch (TemporalFailure | KowabungaException thrown) {
            throw end(told, OperationState.FAILED, Faults.from(thrown));
        }
        if (parts.allDone()) {
            close(told, OperationState.SUCCEEDED, null);
        } else if (operation.isCancelRequested()) {
            throw end(
                    told,
                    OperationState.CANCELLED,
                    Fault.OPERATION_CANCELLED.because("The operation was cancelled. " + parts.sentence()));
        } else {
            throw end(told, OperationState.FAILED, Fault.NOT_ALL_DONE.because(parts.sentence()));
        }
    }

    private RuntimeException end(Journal told, OperationState end, KowabungaException why) {
        var failure = ApplicationFailure.newBuilder()
                .setType(why.fault().name())
                .setMessage(why.sentence())
                .setNonRetryable(true)
                .build();
        admitted.completeExceptionally(failure);
        close(told, end, why);
        return end == OperationState.CANCELLED ? new CanceledFailure(why.sentence()) : failure;
    }

    private static void close(Journal told, OperationState end, @Nullable KowabungaException why) {
        Workflow.newDetachedCancellationScope(() -> {
                    told.close(end, why);
                    Workflow.await(Workflow::isEveryHandlerFinished);
                })
                .run();
    }

    @Override
    public void admitted() {
        admitted.get();
    }

    @Override
    public void retry() {
        // It changes nothing here.
    }

    @Override
    public void skip() {
        // It changes nothing here.
    }

    @Override
    public void cancelRollback() {
        // It changes nothing here.
    }

    @Override
    public Progress progress() {
        return Objects.requireNonNull(journal, "The operation has not begun.").progress();
    }
}
