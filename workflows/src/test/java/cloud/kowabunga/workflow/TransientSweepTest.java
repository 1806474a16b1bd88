package cloud.kowabunga.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.operation.OperationState;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Whatever is away for a moment, before an effect or after it, is asked again until the operation succeeds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class TransientSweepTest {
    private final Engine engine = new Engine(100);

    @AfterAll
    void close() {
        engine.close();
    }

    @TestFactory
    Stream<DynamicNode> whatever_is_away_for_a_moment_is_asked_again() {
        return Scenario.ALL.stream().flatMap(scenario -> {
            var rehearsal = new Rehearsal(engine, scenario);
            var steps = rehearsal.activities();
            return IntStream.range(0, steps.size())
                    .mapToObj(index -> DynamicTest.dynamicTest(
                            "%s: away at %d %s".formatted(scenario, index, steps.get(index)),
                            () -> beAway(scenario, index, rehearsal.dump())));
        });
    }

    private void beAway(Scenario scenario, int at, List<String> success) {
        var place = engine.newPlace();
        var orders = new Orders(engine, place);
        scenario.given().accept(orders, place);
        var failures = new AtomicInteger();
        engine.saboteur.plan(new Saboteur.Plot() {
            @Override
            public void before(int index, String activity) {
                if (index == at) {
                    failures.incrementAndGet();
                    throw Fault.LIBVIRT_AWAY.because("Away before.");
                }
            }

            @Override
            public void after(int index, String activity) {
                if (index == at + 1) {
                    failures.incrementAndGet();
                    throw Fault.LIBVIRT_AWAY.because("Away after.");
                }
            }
        });
        engine.result(scenario.order().apply(orders));

        assertThat(failures).hasValue(2);
        assertThat(place.dump()).isEqualTo(success);
        assertThat(place.ledgers.operation(orders.last()).orElseThrow().state()).isEqualTo(OperationState.SUCCEEDED);
    }
}
