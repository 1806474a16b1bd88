package cloud.kowabunga.workflow;

import cloud.kowabunga.operation.Decision;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The person whom an operation asks when it cannot go on by itself. What they say while nobody asks is not remembered. */
final class Attention {
    private final EnumSet<Decision> asked = EnumSet.noneOf(Decision.class);
    private Optional<Decision> decision = Optional.empty();
    private Optional<CancellationScope> skippable = Optional.empty();

    void decide(Decision made) {
        if (asked.contains(made)) {
            decision = Optional.of(made);
        } else if (asked.isEmpty() && made == Decision.SKIP) {
            skippable.ifPresent(CancellationScope::cancel);
        }
    }

    /** What a person may answer; empty while nobody asks. */
    Set<Decision> asked() {
        return EnumSet.copyOf(asked);
    }

    /** Whether a {@code skip} would end what is waited for now. */
    boolean maySkip() {
        return skippable.isPresent();
    }

    /** Begins to ask: from now on an answer counts. */
    void begin(Set<Decision> possible) {
        decision = Optional.empty();
        asked.addAll(possible);
    }

    /** Waits, for as long as it takes, for one of the decisions; ends early only where the scope is cancelled. */
    Decision answer() {
        try {
            Workflow.await(() -> decision.isPresent());
            return decision.orElseThrow();
        } finally {
            asked.clear();
        }
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
