package cloud.kowabunga.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.Faults;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.testing.World.Written;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/**
 * Operations that pause on failure: every activity is refused once, after its effect. What was admitted stands still with everything in
 * place; then the step is tried again, or given up, or the whole operation is cancelled.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class PausingSweepTest {
    private static final String SENTENCE = "The saboteur says no.";
    private static final Set<String> SWEPT = Set.of(
            "CreateInstance",
            "UpdateInstance running",
            "ResizeVolume running",
            "CreateVolume of a template",
            "DeleteInstance");

    private final Engine engine = new Engine(100);

    private enum Way {
        RETRY,
        GIVE_UP,
        CANCEL;

        void tell(WorkflowStub operation) {
            switch (this) {
                case RETRY -> operation.signal("retry");
                case GIVE_UP -> operation.signal("cancelRollback");
                case CANCEL -> operation.cancel();
            }
        }
    }

    @AfterAll
    void close() {
        engine.close();
    }

    @TestFactory
    Stream<DynamicNode> a_refused_step_waits_for_a_person() {
        return Scenario.ALL.stream()
                .filter(scenario -> SWEPT.contains(scenario.name()))
                .flatMap(scenario -> {
                    var rehearsal = new Rehearsal(engine, scenario);
                    var activities = rehearsal.activities();
                    return IntStream.range(0, activities.size())
                            .filter(index -> !activities.get(index).startsWith("Operation."))
                            .boxed()
                            .flatMap(index -> Stream.of(Way.values())
                                    .map(way -> DynamicTest.dynamicTest(
                                            "%s: %d %s is refused, then %s"
                                                    .formatted(scenario, index, activities.get(index), way),
                                            () -> refuse(scenario, rehearsal, index, way))));
                });
    }

    private void refuse(Scenario scenario, Rehearsal rehearsal, int index, Way way) {
        var activity = rehearsal.activities().get(index);
        var place = engine.newPlace();
        var orders = new Orders(engine, place);
        scenario.given().accept(orders, place);
        var before = place.dump();
        engine.saboteur.plan(new Saboteur.Plot() {
            @Override
            public void after(int at, String name) {
                if (at == index) {
                    throw Fault.LIBVIRT_REFUSED.because(SENTENCE);
                }
            }
        });
        orders.pauseOnFailure();
        var operation = scenario.order().apply(orders);
        if (isAdmission(rehearsal, index)) {
            assertFails(operation);
            assertThat(written(place, orders).state()).isEqualTo(OperationState.FAILED);
            assertThat(place.dump()).isEqualTo(before);
            return;
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> written(place, orders).state() == OperationState.ATTENTION);
        // Everything is in place: nothing was undone.
        assertThat(engine.saboteur.seen())
                .startsWith(rehearsal.activities().subList(0, index).toArray(String[]::new));
        assertThat(place.dump()).isNotEqualTo(before);
        var oneWay = scenario.oneWay().contains(activity) || scenario.settles().contains(activity);

        way.tell(operation);

        switch (way) {
            case RETRY -> {
                engine.result(operation);
                assertThat(written(place, orders).state()).isEqualTo(OperationState.SUCCEEDED);
                assertThat(place.dump()).isEqualTo(rehearsal.dump());
            }
            case GIVE_UP -> {
                assertFails(operation);
                assertThat(written(place, orders).state()).isEqualTo(OperationState.FAILED);
                assertThat(place.dump()).isEqualTo(oneWay ? place.dump() : before);
            }
            case CANCEL -> {
                if (isTooLate(scenario, rehearsal, index)) {
                    // A cancel that comes too late changes nothing: it still waits for a person.
                    operation.signal("retry");
                    assertThat(endOf(operation, place, orders)).isEqualTo(OperationState.SUCCEEDED);
                    assertThat(place.dump()).isEqualTo(rehearsal.dump());
                } else {
                    assertThat(endOf(operation, place, orders)).isEqualTo(OperationState.CANCELLED);
                    assertThat(place.dump()).isEqualTo(before);
                }
            }
        }
    }

    private static boolean isAdmission(Rehearsal rehearsal, int index) {
        return rehearsal.activities().subList(0, index).stream().allMatch(name -> name.startsWith("Operation."));
    }

    private static boolean isTooLate(Scenario scenario, Rehearsal rehearsal, int index) {
        return rehearsal.activities().subList(0, index + 1).stream()
                .anyMatch(name ->
                        scenario.oneWay().contains(name) || scenario.settles().contains(name));
    }

    private OperationState endOf(WorkflowStub operation, Place place, Orders orders) {
        try {
            engine.result(operation);
        } catch (WorkflowFailedException _) {
            // This is how an operation that was cancelled ends.
        }
        return written(place, orders).state();
    }

    private void assertFails(WorkflowStub operation) {
        assertThatThrownBy(() -> engine.result(operation))
                .isInstanceOfSatisfying(
                        WorkflowFailedException.class,
                        failure -> assertThat(Faults.from(failure).sentence()).isEqualTo(SENTENCE));
    }

    private static Written written(Place place, Orders orders) {
        return place.ledgers
                .operation(orders.last())
                .orElseGet(() -> new Written(OperationState.ACCEPTED, List.of(), null, null));
    }
}
