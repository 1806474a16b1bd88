package cloud.kowabunga.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.operation.OperationState;
import io.temporal.client.WorkflowFailedException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** A worker that remembers nothing begins every task by replaying the history, as after the loss of a Kahuna. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class LostWorkerTest {
    private final Engine remembering = new Engine(100);
    private final Engine forgetting = new Engine(0);

    @AfterAll
    void close() {
        remembering.close();
        forgetting.close();
    }

    @TestFactory
    Stream<DynamicTest> an_operation_goes_on_with_another_worker_after_every_task() {
        return Scenario.ALL.stream()
                .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> {
                    var expected = new Rehearsal(remembering, scenario);
                    var actual = new Rehearsal(forgetting, scenario);
                    assertThat(actual.activities()).isEqualTo(expected.activities());
                    assertThat(actual.dump()).isEqualTo(expected.dump());
                }));
    }

    @TestFactory
    Stream<DynamicTest> an_operation_is_undone_by_another_worker_after_every_task() {
        return Scenario.ALL.stream()
                .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> {
                    var last = new Rehearsal(remembering, scenario).activities().size() - 2;
                    var place = forgetting.newPlace();
                    var orders = new Orders(forgetting, place);
                    scenario.given().accept(orders, place);
                    var before = place.dump();
                    forgetting.saboteur.plan(refusing(last));
                    var operation = scenario.order().apply(orders);

                    assertThatThrownBy(() -> forgetting.result(operation)).isInstanceOf(WorkflowFailedException.class);
                    assertThat(place.ledgers
                                    .operation(orders.last())
                                    .orElseThrow()
                                    .state())
                            .isEqualTo(OperationState.FAILED);
                    if (scenario.oneWay().isEmpty() && scenario.settles().isEmpty()) {
                        assertThat(place.dump()).isEqualTo(before);
                    }
                }));
    }

    static Saboteur.Plot refusing(int failing) {
        return new Saboteur.Plot() {
            @Override
            public void before(int index, String activity) {
                if (index == failing) {
                    throw Fault.STORE_REFUSED.because("The ledger says no.");
                }
            }
        };
    }
}
