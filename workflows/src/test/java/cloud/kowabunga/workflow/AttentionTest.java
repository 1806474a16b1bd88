package cloud.kowabunga.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.Faults;
import cloud.kowabunga.operation.Decision;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.Progress;
import cloud.kowabunga.operation.StepState;
import cloud.kowabunga.testing.World.Written;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An undo that is refused waits for a person, and does what the person says. */
@Timeout(60)
final class AttentionTest {
    private final Engine engine = new Engine(100);
    private final Place place = engine.newPlace();
    private final Orders orders = new Orders(engine, place);
    private final Refusing refusing = new Refusing();
    private List<String> before = List.of();

    @BeforeEach
    void volumes_are_there() {
        engine.result(orders.createVolume(Orders.ROOT, place.template));
        before = place.dump();
        engine.saboteur.plan(refusing);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void a_refused_undo_is_tried_again_when_a_person_says_so() {
        var operation = untilAttention();
        assertThat(written().steps())
                .filteredOn(step -> step.state() == StepState.FAILED)
                .extracting(step -> step.error())
                .contains("The machine does not go away.");
        assertThat(written().steps())
                .filteredOn(step -> step.undoRefused())
                .extracting(step -> step.error())
                .containsOnly("The machine does not go away.");
        // The row outlives the machine that could not be removed.
        assertThat(place.dump()).isNotEqualTo(before);

        operation.signal("retry");
        await().until(() -> refusing.refusals.get() == 2 && written().state() == OperationState.ATTENTION);
        refusing.refuses = false;
        operation.signal("retry");

        assertThat(failureOf(operation)).isEqualTo("The settling fails.");
        assertThat(place.dump()).isEqualTo(before);
        assertThat(written().state()).isEqualTo(OperationState.FAILED);
        assertThat(written().steps())
                .filteredOn(step -> step.name().startsWith("Define"))
                .extracting(step -> step.state())
                .containsExactly(StepState.UNDONE);
    }

    @Test
    void a_refused_undo_is_left_when_a_person_says_so_and_the_others_go_on() {
        var operation = untilAttention();
        operation.signal("skip");

        assertThat(failureOf(operation)).startsWith("The settling fails. Left as it is: Define machine of web-1");
        assertThat(place.ledgers.dump()).noneMatch(line -> line.startsWith("instance"));
        assertThat(place.dataCenter.dump()).anyMatch(line -> line.startsWith("machine"));
        assertThat(written().steps())
                .filteredOn(step -> step.name().startsWith("Define"))
                .extracting(step -> step.state())
                .containsExactly(StepState.SKIPPED);
    }

    @Test
    void a_cancelled_rollback_leaves_what_exists_written_down_to_be_deleted_later() {
        var operation = untilAttention();
        operation.signal("cancelRollback");

        assertThat(failureOf(operation)).startsWith("The settling fails. Left as it is: ");
        assertThat(written().state()).isEqualTo(OperationState.FAILED);
        assertThat(place.ledgers.dump()).anyMatch(line -> line.startsWith("instance"));

        refusing.refuses = false;
        engine.result(orders.deleteInstance());
        assertThat(place.dump()).isEqualTo(before);
    }

    @Test
    void a_decision_that_nobody_asked_for_is_not_kept() {
        refusing.early = true;
        var operation = untilAttention();
        assertThat(refusing.refusals).hasValue(1);
        refusing.refuses = false;
        operation.signal("retry");
        failureOf(operation);
        assertThat(place.dump()).isEqualTo(before);
    }

    @Test
    void a_paused_check_may_be_skipped_and_a_paused_change_may_not() {
        orders.pauseOnFailure();
        engine.saboteur.plan(new Saboteur.Plot() {
            @Override
            public void before(int index, String activity) {
                if (activity.equals("Network.CheckBridges") || activity.equals("Instance.Settle")) {
                    throw Fault.BRIDGE_MISSING.because("Not as it should be.");
                }
            }
        });
        var operation = orders.createInstance();
        await().until(() -> written().state() == OperationState.ATTENTION);
        assertThat(decisions(operation)).containsExactly(Decision.RETRY, Decision.SKIP, Decision.CANCEL);
        assertThat(written().steps()).noneMatch(step -> step.undoRefused());
        operation.signal("skip");

        await().until(() -> refusedSteps().contains("Settle instance web-1"));
        assertThat(written().steps())
                .filteredOn(step -> step.name().startsWith("Check"))
                .extracting(step -> step.state())
                .containsExactly(StepState.SKIPPED);
        assertThat(decisions(operation)).containsExactly(Decision.RETRY, Decision.CANCEL);
        operation.signal("skip");
        engine.saboteur.plan(new Saboteur.Plot() {});
        operation.signal("retry");
        engine.result(operation);
        assertThat(written().steps()).extracting(step -> step.state()).doesNotContain(StepState.FAILED);
        assertThat(written().steps())
                .filteredOn(step -> step.retries() > 0)
                .extracting(step -> step.name() + " " + step.retries())
                .containsExactly("Settle instance web-1 1");
        assertThat(written().state()).isEqualTo(OperationState.SUCCEEDED);
    }

    private List<String> refusedSteps() {
        return written().state() == OperationState.ATTENTION
                ? written().steps().stream()
                        .filter(step -> step.state() == StepState.FAILED)
                        .map(step -> step.name())
                        .toList()
                : List.of();
    }

    private static List<Decision> decisions(WorkflowStub operation) {
        return operation.query("progress", Progress.class).decisions();
    }

    private WorkflowStub untilAttention() {
        var operation = orders.createInstance();
        refusing.operation.complete(operation);
        await().atMost(Duration.ofSeconds(20)).until(() -> written().state() == OperationState.ATTENTION);
        return operation;
    }

    private Written written() {
        return place.ledgers
                .operation(orders.last())
                .orElseGet(() -> new Written(OperationState.ACCEPTED, List.of(), null, null));
    }

    private String failureOf(WorkflowStub operation) {
        try {
            engine.result(operation);
            throw new AssertionError("The operation succeeded.");
        } catch (WorkflowFailedException failure) {
            assertThat(Faults.from(failure).fault()).isEqualTo(Fault.STORE_REFUSED);
            return Faults.from(failure).sentence();
        }
    }

    /** The operation fails at its end, and its machine cannot be removed. */
    private static final class Refusing implements Saboteur.Plot {
        volatile boolean refuses = true;
        volatile boolean early;
        final AtomicInteger refusals = new AtomicInteger();
        final CompletableFuture<WorkflowStub> operation = new CompletableFuture<>();

        @Override
        public void before(int index, String activity) {
            if (early && activity.equals("Hypervisor.Define")) {
                operation.join().signal("retry");
                operation.join().signal("cancelRollback");
            }
            if (activity.equals("Instance.Settle")) {
                throw Fault.STORE_REFUSED.because("The settling fails.");
            }
            if (refuses && activity.equals("Hypervisor.Undefine")) {
                refusals.incrementAndGet();
                throw Fault.LIBVIRT_REFUSED.because("The machine does not go away.");
            }
        }
    }
}
