package cloud.kowabunga.workflow;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.Optional;

/** The person whom an operation asks when it cannot go on by itself. What they say while nobody asks is not remembered. */
final class Attention {
    private boolean asking;
    private Optional<Decision> decision = Optional.empty();
    private Optional<CancellationScope> skippable = Optional.empty();

    enum Decision {
        RETRY,
        SKIP,
        CANCEL_ROLLBACK
    }

    void decide(Decision made) {
        if (asking) {
            decision = Optional.of(made);
        } else if (made == Decision.SKIP) {
            skippable.ifPresent(CancellationScope::cancel);
        }
    }

    /** Waits, for as long as it takes, for a decision. */
    Decision ask() {
        asking = true;
        decision = Optional.empty();
        Workflow.await(() -> decision.isPresent());
        asking = false;
        return decision.orElseThrow();
    }

    /** Does what nothing but a {@code skip} may end, and says whether it was skipped: an agent may never come back. */
    boolean skipped(Runnable act) {
        var scope = Workflow.newDetachedCancellationScope(act);
        skippable = Optional.of(scope);
        try {
            scope.run();
            return false;
        } catch (io.temporal.failure.TemporalFailure thrown) {
            if (scope.isCancelRequested()) {
                return true;
            }
            throw thrown;
        } finally {
            skippable = Optional.empty();
        }
    }
}
