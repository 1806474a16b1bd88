package cloud.kowabunga.workflow;

import cloud.kowabunga.operation.Decision;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.operation.Progress;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An operation that is a list of steps. What it answers to is the same for every verb. */
public abstract class StepwiseWorkflow implements OperationWorkflow {
    private final CompletablePromise<Boolean> admitted = Workflow.newPromise();
    private final Attention attention = new Attention();
    private @Nullable Steps steps;

    /** Carries out an operation that has an answer. */
    protected final <R> R answer(Order order, Function<Steps, R> body) {
        steps = new Steps(order, admitted, attention);
        return steps.conduct(body);
    }

    /** Carries out an operation that has no answer. */
    protected final void carryOut(Order order, Consumer<Steps> body) {
        answer(order, all -> {
            body.accept(all);
            return true;
        });
    }

    @Override
    public final void admitted() {
        admitted.get();
    }

    @Override
    public final void retry() {
        attention.decide(Decision.RETRY);
    }

    @Override
    public final void skip() {
        attention.decide(Decision.SKIP);
    }

    @Override
    public final void cancelRollback() {
        attention.decide(Decision.CANCEL);
    }

    @Override
    public final Progress progress() {
        return Objects.requireNonNull(steps, "The operation has not begun.").progress();
    }
}
