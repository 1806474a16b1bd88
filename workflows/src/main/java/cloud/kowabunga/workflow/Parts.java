package cloud.kowabunga.workflow;

import cloud.kowabunga.fault.Faults;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.workflow.RunBulk.Part;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The parts of a bulk: a few at a time, each in its turn, a step of the bulk for each that has begun. */
final class Parts {
    private static final int AT_ONCE = 10;
    private static final int NAMED = 5;
    private static final int LONGEST = 300;
    private static final TimerOptions TURN_OVER =
            TimerOptions.newBuilder().setSummary("Let another part begin").build();

    private final RunBulk.Input bulk;
    private final Journal journal;
    private final CancellationScope operation;
    private final Lookout lookout = new Lookout();
    private final Deque<Part> waiting;
    private final List<Promise<Void>> begun = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private int done;

    Parts(RunBulk.Input bulk, Journal journal, CancellationScope operation) {
        this.bulk = bulk;
        this.journal = journal;
        this.operation = operation;
        this.waiting = new ArrayDeque<>(bulk.parts());
    }

    /** Returns when everything that has begun has ended. After a cancel nothing more begins. */
    void run() {
        var turns =
                Promise.allOf(IntStream.range(0, Math.min(AT_ONCE, bulk.parts().size()))
                        .mapToObj(_ -> Async.procedure(this::giveTurns))
                        .toList());
        var working = turns.thenCompose(_ -> Promise.allOf(begun));
        Workflow.newDetachedCancellationScope(() -> tell(working)).run();
        working.get();
    }

    boolean allDone() {
        return done == bulk.parts().size();
    }

    /** How much of it was done and what was not, in a length that fits everywhere. */
    String sentence() {
        var all = bulk.parts().size();
        var begun = done + refused.size();
        var sentence = new StringBuilder("%d of %d were not done".formatted(all - done, all));
        if (begun < all) {
            sentence.append(", %d of them not begun".formatted(all - begun));
        }
        if (refused.isEmpty()) {
            return sentence.append('.').toString();
        }
        sentence.append(": ").append(String.join(" ", refused.subList(0, Math.min(NAMED, refused.size()))));
        return refused.size() <= NAMED
                ? sentence.toString()
                : sentence.append(" And %d more.".formatted(refused.size() - NAMED))
                        .toString();
    }

    /** Writes what changes as it changes. Changes that come while the ledger is told come with the next note. */
    private void tell(Promise<Void> working) {
        var told = 0;
        while (!working.isCompleted()) {
            var before = told;
            Workflow.await(() -> working.isCompleted() || journal.changes() > before || isCancelUntold());
            if (isCancelUntold()) {
                journal.enter(OperationState.CANCELLING);
            }
            told = journal.changes();
            if (!working.isCompleted()) {
                journal.write();
            }
        }
    }

    private boolean isCancelUntold() {
        return operation.isCancelRequested() && journal.progress().state() != OperationState.CANCELLING;
    }

    private void giveTurns() {
        while (!waiting.isEmpty() && !operation.isCancelRequested()) {
            var part = waiting.removeFirst();
            var end = Async.procedure(() -> carryOut(part));
            begun.add(end);
            awaitTurn(end);
        }
    }

    /** A turn is over when its part has ended, or takes so long that it may be waiting: the others are not to wait with it. */
    private static void awaitTurn(Promise<Void> end) {
        var timer = new ArrayList<Promise<?>>(1);
        var turn = Workflow.newCancellationScope(() -> timer.add(Workflow.newTimer(Patience.TURN, TURN_OVER)));
        turn.run();
        Promise.anyOf(end, timer.getFirst().handle((_, _) -> true)).get();
        turn.cancel();
    }

    private void carryOut(Part part) {
        var order = bulk.orderOf(part);
        var step = journal.begin(bulk.titleOf(part));
        journal.reaches(step, order.verb(), "");
        var why = end(new Child(bulk, part, order, operation, lookout));
        if (why.isEmpty()) {
            done++;
            journal.done(step);
        } else {
            var sentence = why.get().sentence();
            refused.add(part.name() + ": "
                    + (sentence.length() > LONGEST ? sentence.substring(0, LONGEST) + "…" : sentence));
            journal.fail(step, sentence);
        }
    }

    private static Optional<KowabungaException> end(Child child) {
        try {
            return child.end();
        } catch (TemporalFailure | KowabungaException thrown) {
            return Optional.of(Faults.from(thrown));
        }
    }
}
