package cloud.kowabunga.workflow;

import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.operation.Decision;
import cloud.kowabunga.operation.OperationLedger;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.operation.Outcome;
import cloud.kowabunga.operation.Progress;
import cloud.kowabunga.operation.Step;
import cloud.kowabunga.operation.StepState;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an operation tells of itself: to its ledger, to those who ask it, and to the Temporal console. Writes only where something
 * changed, so that the end of one step and the beginning of the next are one transaction.
 */
final class Journal {
    private final Order order;
    private final List<Step> steps = new ArrayList<>();
    private final Supplier<List<Decision>> decisions;
    private OperationState state = OperationState.RUNNING;
    private boolean unwritten;
    private int changes;

    /** @param decisions what a person may say at the time */
    Journal(Order order, Supplier<List<Decision>> decisions) {
        this.order = order;
        this.decisions = decisions;
    }

    void open() {
        var info = Workflow.getInfo();
        ledger("Open the operation").open(new OperationLedger.Opening(order, info.getWorkflowId(), info.getRunId()));
    }

    /** Begins a step and answers with its index. */
    int begin(String title) {
        steps.add(new Step(steps.size() + 1, title, "", "", StepState.RUNNING, null, now(), null));
        changed();
        return steps.size() - 1;
    }

    void reaches(int step, String activity, String queue) {
        var was = steps.get(step);
        if (!was.activity().equals(activity) || !was.queue().equals(queue)) {
            replace(step, was, activity, queue, was.state(), was.error(), was.endedAt());
        }
    }

    void mark(int step, StepState to) {
        var was = steps.get(step);
        var ended = to == StepState.RUNNING || to == StepState.UNDOING ? null : now();
        replace(step, was, was.activity(), was.queue(), to, was.error(), ended);
    }

    /** The step is done once more. */
    void again(int step) {
        steps.set(step, steps.get(step).again());
        changed();
    }

    void fail(int step, String sentence) {
        var was = steps.get(step);
        replace(step, was, was.activity(), was.queue(), StepState.FAILED, sentence, now());
    }

    /** What the step has made stays, as undoing it was refused. */
    void failUndo(int step, String sentence) {
        fail(step, sentence);
        steps.set(step, steps.get(step).beyondUndo());
    }

    /** The step has done its work, unless somebody already said otherwise. */
    void done(int step) {
        if (steps.get(step).state() == StepState.RUNNING) {
            mark(step, StepState.DONE);
        }
    }

    /** What the Temporal console shows beside an activity of this step. */
    String summary(int step) {
        return steps.get(step).state() == StepState.UNDOING ? "Undo: " + title(step) : title(step);
    }

    String title(int step) {
        return steps.get(step).name();
    }

    void enter(OperationState next) {
        if (state != next) {
            state = next;
            changed();
        }
    }

    /** How often something has changed. */
    int changes() {
        return changes;
    }

    /** Writes what changed, if anything did. A ledger that refuses a note is no reason to undo anything; the next note has it all. */
    void write() {
        if (unwritten) {
            // What changes while the ledger is told is for the next note.
            unwritten = false;
            try {
                ledger("Note how far it is").record(progress());
            } catch (ActivityFailure _) {
                unwritten = true;
            }
        }
    }

    /** Writes the end, which is decided: a ledger that refuses it is asked until it agrees. */
    void close(OperationState end, @Nullable KowabungaException why) {
        state = end;
        changed();
        var outcome = new Outcome(
                order.id(),
                end,
                steps,
                why == null ? null : why.fault(),
                why == null ? null : why.sentence(),
                Workflow.getInfo().getRunId());
        while (true) {
            try {
                ledger("Close the operation").close(outcome);
                return;
            } catch (ActivityFailure _) {
                Workflow.sleep(Patience.BETWEEN_CLOSINGS);
            }
        }
    }

    Progress progress() {
        return new Progress(
                order.id(), state, steps, decisions.get(), Workflow.getInfo().getRunId());
    }

    private void replace(
            int step,
            Step was,
            String activity,
            String queue,
            StepState to,
            @Nullable String error,
            @Nullable Instant ended) {
        steps.set(
                step,
                new Step(
                        was.number(),
                        was.name(),
                        activity,
                        queue,
                        to,
                        error,
                        was.startedAt(),
                        ended,
                        false,
                        was.retries()));
        changed();
    }

    private void changed() {
        unwritten = true;
        changes++;
        Workflow.setCurrentDetails(steps.stream()
                .map(step -> "%d. %s: %s%s"
                        .formatted(
                                step.number(),
                                step.name(),
                                step.state().name().toLowerCase(java.util.Locale.ROOT),
                                step.error() == null ? "" : " (" + step.error() + ")"))
                .collect(Collectors.joining("\n")));
    }

    private static OperationLedger ledger(String summary) {
        return Stubs.ledger(OperationLedger.class, summary);
    }

    private static Instant now() {
        return Instant.ofEpochMilli(Workflow.currentTimeMillis());
    }
}
