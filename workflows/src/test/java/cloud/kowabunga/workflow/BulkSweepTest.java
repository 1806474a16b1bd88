package cloud.kowabunga.workflow;

import static cloud.kowabunga.workflow.Orders.DATA;
import static cloud.kowabunga.workflow.Orders.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.StepState;
import cloud.kowabunga.storage.VolumeId;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
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

/**
 * The parts of a bulk go on side by side, so that no two runs call the same in the same order: whatever happens to be called at a moment
 * is refused, away, or the moment of a cancel, and the end must be consistent, whichever it is.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class BulkSweepTest {
    private static final List<VolumeId> VOLUMES = List.of(ROOT, DATA);

    private final Engine engine = new Engine(100);

    private enum Mischief {
        REFUSED_BEFORE,
        REFUSED_AFTER,
        AWAY_BEFORE,
        AWAY_AFTER
    }

    @AfterAll
    void close() {
        engine.close();
    }

    @TestFactory
    Stream<DynamicNode> whatever_happens_at_any_moment_the_end_is_consistent() {
        var calls = calls();
        return IntStream.range(0, calls)
                .boxed()
                .flatMap(index -> Stream.of(Mischief.values())
                        .map(mischief -> DynamicTest.dynamicTest(
                                "call %d is %s".formatted(index, mischief), () -> disturb(index, mischief))));
    }

    @TestFactory
    Stream<DynamicNode> a_cancel_at_any_moment_begins_no_more_and_undoes_what_goes_on() {
        return IntStream.range(0, calls())
                .mapToObj(index -> DynamicTest.dynamicTest("cancelled during call " + index, () -> cancel(index)));
    }

    private int calls() {
        var orders = orders(engine.newPlace());
        engine.saboteur.plan(new Saboteur.Plot() {});
        engine.result(orders.deleteVolumes(VOLUMES));
        return engine.saboteur.seen().size();
    }

    private void disturb(int when, Mischief mischief) {
        var place = engine.newPlace();
        var orders = orders(place);
        engine.saboteur.plan(new Saboteur.Plot() {
            @Override
            public void before(int index, String activity) {
                if (index == when) {
                    switch (mischief) {
                        case REFUSED_BEFORE -> throw Fault.LIBVIRT_REFUSED.because("The saboteur says no.");
                        case AWAY_BEFORE -> throw Fault.LIBVIRT_AWAY.because("Away.");
                        case REFUSED_AFTER, AWAY_AFTER -> {}
                    }
                }
            }

            @Override
            public void after(int index, String activity) {
                if (index == when) {
                    switch (mischief) {
                        case REFUSED_AFTER -> throw Fault.LIBVIRT_REFUSED.because("The saboteur says no.");
                        case AWAY_AFTER -> throw Fault.LIBVIRT_AWAY.because("Away.");
                        case REFUSED_BEFORE, AWAY_BEFORE -> {}
                    }
                }
            }
        });

        var end = endOf(orders.deleteVolumes(VOLUMES), place, orders.last());

        if (mischief == Mischief.AWAY_BEFORE || mischief == Mischief.AWAY_AFTER) {
            assertThat(end).isEqualTo(OperationState.SUCCEEDED);
        }
        assertConsistent(place, orders.last(), end);
        // The same again does the rest: what is gone already is refused as absent, and nothing else.
        engine.saboteur.plan(new Saboteur.Plot() {});
        endOf(orders.deleteVolumes(VOLUMES), place, orders.last());
        VOLUMES.forEach(volume -> assertThat(isThere(place, volume)).isFalse());
    }

    private void cancel(int when) {
        var place = engine.newPlace();
        var orders = orders(place);
        var ordered = new CompletableFuture<WorkflowStub>();
        engine.saboteur.plan(new Saboteur.Plot() {
            @Override
            public void before(int index, String activity) {
                if (index == when) {
                    ordered.join().cancel("Somebody changed their mind.");
                }
            }
        });
        var operation = orders.deleteVolumes(VOLUMES);
        ordered.complete(operation);

        var end = endOf(operation, place, orders.last());

        assertThat(end).isIn(OperationState.CANCELLED, OperationState.SUCCEEDED);
        assertConsistent(place, orders.last(), end);
    }

    /** What an operation says it has done is done; what it says it has not done is as it was, and can be done. */
    private static void assertConsistent(Place place, OperationId bulk, OperationState end) {
        var whole = place.ledgers.operation(bulk);
        whole.ifPresent(written -> assertThat(written.steps())
                .noneMatch(step -> step.state() == StepState.RUNNING || step.state() == StepState.UNDOING));
        for (var volume : VOLUMES) {
            var part = place.ledgers.operation(new OperationId(bulk + "-" + volume));
            part.ifPresent(written -> assertThat(written.state().isFinal()).isTrue());
            var done = part.filter(written -> written.state() == OperationState.SUCCEEDED)
                    .isPresent();
            if (done) {
                assertThat(isThere(place, volume)).isFalse();
            }
            if (end == OperationState.SUCCEEDED) {
                assertThat(isThere(place, volume)).isFalse();
            }
        }
    }

    private static boolean isThere(Place place, VolumeId volume) {
        return place.dump().stream().anyMatch(line -> line.contains(volume.value()));
    }

    private Orders orders(Place place) {
        var orders = new Orders(engine, place);
        VOLUMES.forEach(volume -> orders.finish(orders.createVolume(volume, null)));
        return orders;
    }

    /** A bulk that was refused before it was written down has failed. */
    private OperationState endOf(WorkflowStub operation, Place place, OperationId id) {
        try {
            engine.result(operation);
        } catch (WorkflowFailedException _) {
            // How it ended is said by the ledger.
        }
        return place.ledgers.operation(id).map(written -> written.state()).orElse(OperationState.FAILED);
    }
}
