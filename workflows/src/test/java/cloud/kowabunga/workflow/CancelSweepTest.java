package cloud.kowabunga.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.StepState;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.CanceledFailure;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Every operation is cancelled, as from the Temporal console, in the middle of every activity. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class CancelSweepTest {
    private final Engine engine = new Engine(100);

    @AfterAll
    void close() {
        engine.close();
    }

    @TestFactory
    Stream<DynamicNode> a_cancel_at_any_step_leaves_nothing_behind() {
        return Scenario.ALL.stream().flatMap(scenario -> {
            var steps = new Rehearsal(engine, scenario).activities();
            return IntStream.range(0, steps.size())
                    .mapToObj(index -> DynamicTest.dynamicTest(
                            "%s: cancelled during %d %s".formatted(scenario, index, steps.get(index)),
                            () -> cancel(scenario, index, steps)));
        });
    }

    private void cancel(Scenario scenario, int during, List<String> steps) {
        var success = new Rehearsal(engine, scenario).dump();
        var place = engine.newPlace();
        var orders = new Orders(engine, place);
        scenario.given().accept(orders, place);
        var before = place.dump();
        var ordered = new CompletableFuture<WorkflowStub>();
        engine.saboteur.plan(new CancelDuring(engine, index -> index == during, ordered));
        var operation = scenario.order().apply(orders);
        ordered.complete(operation);

        waitFor(operation);
        var written = place.ledgers.operation(orders.last()).orElseThrow();
        if (written.state() == OperationState.CANCELLED) {
            assertThat(written.fault()).isEqualTo(Fault.OPERATION_CANCELLED);
            assertThat(written.steps())
                    .noneMatch(step -> step.state() == StepState.RUNNING || step.state() == StepState.UNDOING);
            if (!scenario.name().startsWith("Power")) {
                assertThat(place.dump()).isEqualTo(before);
            }
        } else {
            assertThat(written.state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(place.dump()).isEqualTo(success);
            assertThat(isTooLate(scenario, during, steps)).isTrue();
        }
    }

    /** Whether a cancel may come too late to count: what cannot be taken back may be under way, or only the ledger is left to be told. */
    private static boolean isTooLate(Scenario scenario, int during, List<String> steps) {
        var last = scenario.settles().isEmpty() ? 2 : 4;
        return !scenario.oneWay().isEmpty() || during >= steps.size() - last;
    }

    /** The engine calls an execution cancelled when a cancel was asked for, even too late; how it ended is said by the operation. */
    private void waitFor(WorkflowStub operation) {
        try {
            engine.result(operation);
        } catch (WorkflowFailedException failure) {
            assertThat(failure).hasCauseInstanceOf(CanceledFailure.class);
        }
    }
}
