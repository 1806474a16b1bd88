package cloud.kowabunga.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.Faults;
import cloud.kowabunga.operation.OperationState;
import io.temporal.client.WorkflowFailedException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Every activity of every operation is refused once, before its effect and after it, and every effect happens once or twice. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class SagaSweepTest {
    private static final String SENTENCE = "The saboteur says no.";

    private final Engine engine = new Engine(100);

    enum Point {
        BEFORE,
        AFTER
    }

    @AfterAll
    void close() {
        engine.close();
    }

    @TestFactory
    Stream<DynamicNode> any_step_may_be_refused_and_leaves_nothing_behind() {
        return Scenario.ALL.stream().flatMap(scenario -> {
            var steps = new Rehearsal(engine, scenario).activities();
            return IntStream.range(0, steps.size())
                    .boxed()
                    .flatMap(index -> Stream.of(Point.values())
                            .flatMap(point -> Stream.of(1, 2)
                                    .map(times -> DynamicTest.dynamicTest(
                                            "%s: %d %s refused %s its effect, effects %d times"
                                                    .formatted(scenario, index, steps.get(index), point, times),
                                            () -> refuse(scenario, index, steps.get(index), point, times)))));
        });
    }

    private void refuse(Scenario scenario, int index, String activity, Point point, int times) {
        var success = new Rehearsal(engine, scenario).dump();
        var place = engine.newPlace();
        var orders = new Orders(engine, place);
        scenario.given().accept(orders, place);
        var before = place.dump();
        engine.saboteur.plan(refusal(index, point, times));
        var operation = scenario.order().apply(orders);
        var id = orders.last();

        if (activity.equals("Operation.Record") || activity.equals("Operation.Close")) {
            engine.result(operation);
            assertThat(place.ledgers.operation(id).orElseThrow().state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(place.dump()).isEqualTo(success);
            return;
        }
        assertThatThrownBy(() -> engine.result(operation))
                .isInstanceOfSatisfying(
                        WorkflowFailedException.class,
                        failure -> assertThat(Faults.from(failure).sentence()).isEqualTo(SENTENCE));
        place.ledgers.operation(id).ifPresent(written -> {
            assertThat(written.state()).isEqualTo(OperationState.FAILED);
            assertThat(written.fault()).isEqualTo(Fault.LIBVIRT_REFUSED);
            assertThat(written.reason()).isEqualTo(SENTENCE);
        });
        engine.saboteur.plan(new Saboteur.Plot() {});
        if (scenario.settles().contains(activity)) {
            assertThat(place.dump()).isEqualTo(success);
        } else {
            if (!scenario.oneWay().contains(activity)) {
                assertThat(place.dump()).isEqualTo(before);
            }
            orderAgain(scenario, orders);
            assertThat(place.dump()).isEqualTo(success);
        }
    }

    /** What is gone already, or is so already, is no reason to complain. */
    private void orderAgain(Scenario scenario, Orders orders) {
        try {
            engine.result(scenario.order().apply(orders));
        } catch (WorkflowFailedException failure) {
            assertThat(Faults.from(failure).fault()).isIn(Fault.NOT_FOUND);
        }
    }

    private static Saboteur.Plot refusal(int failing, Point point, int times) {
        return new Saboteur.Plot() {
            @Override
            public void before(int index, String activity) {
                if (index == failing && point == Point.BEFORE) {
                    throw Fault.LIBVIRT_REFUSED.because(SENTENCE);
                }
            }

            @Override
            public void after(int index, String activity) {
                if (index == failing && point == Point.AFTER) {
                    throw Fault.LIBVIRT_REFUSED.because(SENTENCE);
                }
            }

            @Override
            public int times() {
                return times;
            }
        };
    }
}
