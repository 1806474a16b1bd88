package cloud.kowabunga.workflow;

import cloud.kowabunga.fault.Faults;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.operation.Decision;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.StepState;
import io.temporal.failure.TemporalFailure;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Undoes steps in reverse order and goes on past one that is refused. What the ledger has written down is let go last, and only
 * when all else is undone: a row outlives what it describes. What was refused waits for a person.
 */
final class Rollback {
    private final Journal journal;
    private final Attention attention;
    private final List<Undo> pending = new ArrayList<>();
    private final List<String> leftBehind = new ArrayList<>();

    /**
     * @param step the step's index
     * @param ofLedger whether it lets go of what the ledger has written down
     */
    record Undo(int step, boolean ofLedger, Runnable act) {}

    Rollback(Journal journal, Attention attention) {
        this.journal = journal;
        this.attention = attention;
    }

    void add(Undo undo) {
        pending.addFirst(undo);
    }

    void replaceBy(Undo undo) {
        pending.clear();
        pending.add(undo);
    }

    /** Undoes everything, or as much as a person wants. To be called in a detached scope. */
    void run(IntConsumer current) {
        journal.enter(OperationState.CANCELLING);
        while (!pending.isEmpty()) {
            pass(current);
            if (!pending.isEmpty()) {
                attention.begin(EnumSet.allOf(Decision.class));
                journal.enter(OperationState.ATTENTION);
                journal.write();
                var decision = attention.answer();
                journal.enter(OperationState.CANCELLING);
                switch (decision) {
                    case RETRY -> {}
                    case SKIP -> leave(pending.removeFirst());
                    case CANCEL -> {
                        pending.forEach(this::leave);
                        pending.clear();
                    }
                }
            }
        }
    }

    /** What was left as it is, as part of a sentence; empty where nothing was. */
    String leftBehind() {
        return leftBehind.isEmpty() ? "" : " Left as it is: " + String.join(", ", leftBehind) + ".";
    }

    private void pass(IntConsumer current) {
        var refused = false;
        for (var undo : List.copyOf(pending)) {
            if (undo.ofLedger() && refused) {
                return;
            }
            current.accept(undo.step());
            journal.mark(undo.step(), StepState.UNDOING);
            try {
                if (attention.skipped(undo.act())) {
                    leave(undo);
                } else {
                    journal.mark(undo.step(), StepState.UNDONE);
                }
                pending.remove(undo);
            } catch (TemporalFailure | KowabungaException thrown) {
                journal.failUndo(undo.step(), Faults.from(thrown).sentence());
                refused = true;
            }
        }
    }

    private void leave(Undo undo) {
        journal.mark(undo.step(), StepState.SKIPPED);
        leftBehind.add(journal.title(undo.step()));
    }
}
