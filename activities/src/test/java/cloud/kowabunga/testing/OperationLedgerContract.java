package cloud.kowabunga.testing;

import static cloud.kowabunga.operation.OperationState.ATTENTION;
import static cloud.kowabunga.operation.OperationState.CANCELLED;
import static cloud.kowabunga.operation.OperationState.FAILED;
import static cloud.kowabunga.operation.OperationState.RUNNING;
import static cloud.kowabunga.operation.OperationState.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationLedger;
import cloud.kowabunga.operation.OperationLedger.Opening;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.operation.Outcome;
import cloud.kowabunga.operation.Progress;
import cloud.kowabunga.operation.Requester;
import cloud.kowabunga.operation.Step;
import cloud.kowabunga.operation.StepState;
import cloud.kowabunga.testing.World.Written;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every ledger of operations does. */
public abstract class OperationLedgerContract {
    protected final OperationId id = new OperationId("op1");

    /** A new world for each test. */
    protected abstract World world();

    @Test
    void an_operation_is_opened_once() {
        open();
        assertThat(written()).isEqualTo(new Written(RUNNING, List.of(), null, null));
        world().operations().record(new Progress(id, ATTENTION, List.of(step(StepState.FAILED, "No."))));
        open();
        assertThat(written().state()).isEqualTo(ATTENTION);
    }

    @Test
    void later_progress_replaces_earlier() {
        open();
        world().operations().record(new Progress(id, RUNNING, List.of(step(StepState.RUNNING, null))));
        var steps = List.of(step(StepState.DONE, null), step(StepState.RUNNING, null));
        world().operations().record(new Progress(id, RUNNING, steps));
        world().operations().record(new Progress(id, RUNNING, steps));
        assertThat(written()).isEqualTo(new Written(RUNNING, steps, null, null));
    }

    @Test
    void an_operation_that_has_ended_makes_no_more_progress() {
        open();
        var steps = List.of(step(StepState.FAILED, "The quota is full."));
        world().operations().close(new Outcome(id, FAILED, steps, Fault.QUOTA_EXCEEDED, "The quota is full."));
        world().operations().record(new Progress(id, RUNNING, List.of()));
        open();
        assertThat(written()).isEqualTo(new Written(FAILED, steps, Fault.QUOTA_EXCEEDED, "The quota is full."));
    }

    @Test
    void of_several_ends_the_last_one_counts() {
        open();
        var steps = List.of(step(StepState.DONE, null));
        world().operations().close(new Outcome(id, SUCCEEDED, steps, null, null));
        var undone = List.of(step(StepState.UNDONE, null));
        var end = new Outcome(id, CANCELLED, undone, Fault.OPERATION_CANCELLED, "The operation was cancelled.");
        world().operations().close(end);
        world().operations().close(end);
        assertThat(written())
                .isEqualTo(new Written(CANCELLED, undone, Fault.OPERATION_CANCELLED, "The operation was cancelled."));
    }

    @Test
    void what_was_never_opened_is_not_written() {
        world().operations().record(new Progress(id, RUNNING, List.of()));
        world().operations().close(new Outcome(id, SUCCEEDED, List.of(), null, null));
        assertThat(world().operation(id)).isEmpty();
    }

    @Test
    void a_look_tells_how_an_operation_stands_and_who_else_works_there() {
        var there = new OperationLedger.Inquiry(id, "volume/v1");
        var later = new OperationLedger.Inquiry(new OperationId("op2"), "volume/v1");
        assertThat(world().operations().look(there))
                .isEqualTo(new OperationLedger.Glance(null, null, null, null, null));
        open();
        assertThat(world().operations().look(there))
                .isEqualTo(new OperationLedger.Glance(RUNNING, "run-1", null, null, null));
        assertThat(world().operations().look(later))
                .isEqualTo(new OperationLedger.Glance(null, null, null, null, "op1 (CreateVolume)"));
        world().operations().close(new Outcome(id, FAILED, List.of(), Fault.QUOTA_EXCEEDED, "The quota is full."));
        assertThat(world().operations().look(there))
                .isEqualTo(
                        new OperationLedger.Glance(FAILED, "run-1", Fault.QUOTA_EXCEEDED, "The quota is full.", null));
        assertThat(world().operations().look(later))
                .isEqualTo(new OperationLedger.Glance(null, null, null, null, null));
    }

    @Test
    void those_that_have_ended_are_told_from_the_others() {
        var both = List.of(new OperationId("unheard-of"), id);
        open();
        assertThat(world().operations().ended(both)).isEmpty();
        world().operations().close(new Outcome(id, SUCCEEDED, List.of(), null, null));
        assertThat(world().operations().ended(both)).containsExactly(id);
        assertThat(world().operations().ended(List.of())).isEmpty();
    }

    /** Its first run is run-1. */
    protected void open() {
        var order = new Order(
                id,
                "CreateVolume",
                Noun.VOLUME,
                "v1",
                "data-1",
                null,
                world().region(),
                new Requester("ada", "u1"),
                Instant.parse("2026-01-01T12:00:00Z"));
        world().operations().open(new Opening(order, "volume/v1", "run-1"));
    }

    private Written written() {
        return world().operation(id).orElseThrow();
    }

    private static Step step(StepState state, @Nullable String error) {
        var begin = Instant.parse("2026-01-01T12:00:01Z");
        return new Step(
                1,
                "Create image of data-1",
                "BlockStore.Create",
                "pool/p1",
                state,
                error,
                begin,
                state == StepState.RUNNING ? null : begin.plusMillis(250));
    }
}
