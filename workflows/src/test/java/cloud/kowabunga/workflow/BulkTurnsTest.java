package cloud.kowabunga.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.StepState;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.testing.World.Written;
import io.temporal.client.WorkflowFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten parts of a bulk that wait, for whatever it may be, do not keep the others from beginning. */
@Timeout(120)
final class BulkTurnsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final List<VolumeId> VOLUMES = IntStream.range(0, 12)
            .mapToObj(number -> new VolumeId("v" + number))
            .toList();
    private static final List<VolumeId> FIRST = VOLUMES.subList(0, 10);
    private static final List<VolumeId> LAST = VOLUMES.subList(10, 12);

    private final Engine engine = new Engine(100);
    private final Place place = engine.newPlace();
    private final Orders orders = new Orders(engine, place);

    BulkTurnsTest() {
        VOLUMES.forEach(volume -> orders.finish(orders.createVolume(volume, null)));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void parts_that_wait_for_a_person_let_others_begin_after_a_while() {
        orders.pauseOnFailure();
        var refusals = new AtomicInteger();
        engine.saboteur.plan(new Saboteur.Plot() {
            @Override
            public void before(int index, String activity) {
                if (activity.equals("BlockStore.Delete") && refusals.getAndIncrement() < FIRST.size()) {
                    throw Fault.STORE_REFUSED.because("The pool says no.");
                }
            }
        });
        var bulk = orders.deleteVolumes(VOLUMES);
        await().atMost(SOON).until(() -> FIRST.stream().allMatch(volume -> is(volume, OperationState.ATTENTION)));

        engine.sleep(Patience.TURN.minusMinutes(1));
        assertThat(LAST).noneMatch(this::hasBegun);
        assertThat(whole().steps()).hasSize(10);

        engine.sleep(Duration.ofMinutes(1));
        await().atMost(SOON).until(() -> LAST.stream().allMatch(volume -> is(volume, OperationState.SUCCEEDED)));
        await().atMost(SOON).until(() -> steps(StepState.DONE) == 2);
        assertThat(steps(StepState.RUNNING)).isEqualTo(10);
        assertThat(whole().state()).isEqualTo(OperationState.RUNNING);

        FIRST.forEach(volume ->
                engine.client().newUntypedWorkflowStub("volume/" + volume).signal("retry"));
        engine.result(bulk);
        assertThat(whole().state()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(steps(StepState.DONE)).isEqualTo(12);
        assertThat(place.dump()).noneMatch(line -> line.contains("v11"));
    }

    @Test
    void a_cancel_reaches_parts_whose_turn_is_over() {
        var away = new Away(FIRST);
        engine.saboteur.plan(away);
        var bulk = orders.deleteVolumes(VOLUMES);
        await().atMost(SOON).until(() -> FIRST.stream().allMatch(this::hasBegun));
        engine.sleep(Patience.TURN.plusMinutes(1));
        await().atMost(SOON).until(() -> LAST.stream().allMatch(volume -> is(volume, OperationState.SUCCEEDED)));

        bulk.cancel();
        await().atMost(SOON).until(() -> whole().state() == OperationState.CANCELLING);
        away.end();

        assertThatThrownBy(() -> engine.result(bulk)).isInstanceOf(WorkflowFailedException.class);
        assertThat(FIRST).allMatch(volume -> is(volume, OperationState.CANCELLED));
        assertThat(whole().state()).isEqualTo(OperationState.CANCELLED);
        assertThat(whole().reason()).contains("10 of 12 were not done: ").doesNotContain("not begun");
        assertThat(place.dump()).anyMatch(line -> line.contains("v9")).noneMatch(line -> line.contains("v10"));
    }

    @Test
    void a_cancel_before_their_turn_is_over_begins_no_more() {
        var away = new Away(FIRST);
        engine.saboteur.plan(away);
        var bulk = orders.deleteVolumes(VOLUMES);
        await().atMost(SOON).until(() -> FIRST.stream().allMatch(this::hasBegun));

        bulk.cancel();
        await().atMost(SOON).until(() -> whole().state() == OperationState.CANCELLING);
        engine.sleep(Patience.TURN.plusMinutes(1));
        away.end();

        assertThatThrownBy(() -> engine.result(bulk)).isInstanceOf(WorkflowFailedException.class);
        assertThat(LAST).noneMatch(this::hasBegun);
        assertThat(whole().reason()).contains("12 of 12 were not done, 2 of them not begun: ");
    }

    @Test
    void a_bulk_that_begins_anew_looks_at_all_that_wait_with_one_look() {
        var away = new Away(VOLUMES);
        engine.saboteur.plan(away);
        var bulk = orders.bulk(VOLUMES);
        bulk.parts().forEach(part -> orders.begin(bulk, part));
        await().atMost(SOON).until(() -> VOLUMES.stream().allMatch(this::hasBegun));

        var again = orders.run(bulk);
        await().atMost(SOON).until(() -> engine.saboteur.seen().contains("Operation.Ended"));
        engine.sleep(Patience.TURN.plusMinutes(1));
        engine.saboteur.plan(away);
        engine.sleep(Duration.ofHours(1));
        assertThat(engine.saboteur.seen()).filteredOn("Operation.Ended"::equals).hasSizeBetween(10, 20);
        away.end();

        engine.result(again);
        assertThat(whole().state()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(steps(StepState.DONE)).isEqualTo(12);
    }

    private boolean hasBegun(VolumeId volume) {
        return place.ledgers.operation(part(volume)).isPresent();
    }

    private boolean is(VolumeId volume, OperationState state) {
        return place.ledgers
                .operation(part(volume))
                .filter(written -> written.state() == state)
                .isPresent();
    }

    private long steps(StepState state) {
        return whole().steps().stream().filter(step -> step.state() == state).count();
    }

    private Written whole() {
        return place.ledgers.operation(orders.last()).orElseThrow();
    }

    private OperationId part(VolumeId volume) {
        return new OperationId(orders.last() + "-" + volume);
    }

    /** The database does not answer the deletions of these volumes. */
    private static final class Away implements Saboteur.Plot {
        private final Set<String> workflows = ConcurrentHashMap.newKeySet();

        Away(List<VolumeId> volumes) {
            volumes.forEach(volume -> workflows.add("volume/" + volume));
        }

        void end() {
            workflows.clear();
        }

        @Override
        public void before(int index, String activity, String workflow) {
            if (activity.equals("Volume.BeginDelete") && workflows.contains(workflow)) {
                throw Fault.DATABASE_AWAY.because("Away.");
            }
        }
    }
}
