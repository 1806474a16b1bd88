package cloud.kowabunga.workflow;

import static cloud.kowabunga.workflow.Orders.DATA;
import static cloud.kowabunga.workflow.Orders.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.Faults;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.Step;
import cloud.kowabunga.operation.StepState;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.testing.World.Written;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many resources, one operation for each, one for all. */
@Timeout(120)
final class BulkTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Engine engine = new Engine(100);
    private final Place place = engine.newPlace();
    private final Orders orders = new Orders(engine, place);

    BulkTest() {
        orders.finish(orders.createVolume(ROOT, null));
        orders.finish(orders.createVolume(DATA, null));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void each_part_is_an_operation_and_a_step_and_no_more_than_ten_go_on_at_once() {
        var volumes = IntStream.range(0, 25)
                .mapToObj(number -> new VolumeId("v" + number))
                .toList();
        volumes.forEach(volume -> orders.finish(orders.createVolume(volume, null)));
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        engine.saboteur.plan(new Saboteur.Plot() {
            @Override
            public void before(int index, String activity) {
                if (activity.equals("Volume.BeginDelete")) {
                    most.accumulateAndGet(now.incrementAndGet(), Math::max);
                }
                if (activity.equals("Volume.Forget")) {
                    now.decrementAndGet();
                }
            }
        });

        engine.result(orders.deleteVolumes(volumes));

        assertThat(most).hasValueBetween(2, 10);
        var whole = written(orders.last());
        assertThat(whole.state()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(whole.steps()).extracting(Step::name).contains("Delete volume v0", "Delete volume v24");
        assertThat(whole.steps())
                .hasSize(25)
                .allMatch(step -> step.state() == StepState.DONE && step.endedAt() != null);
        for (var volume : volumes) {
            assertThat(written(part(volume)).state()).isEqualTo(OperationState.SUCCEEDED);
        }
        assertThat(place.dump()).noneMatch(line -> line.contains("v24"));
    }

    @Test
    void a_part_that_is_refused_is_named_and_the_others_are_done() {
        var nowhere = new VolumeId("nowhere");

        var refusal = failure(orders.deleteVolumes(List.of(ROOT, nowhere, DATA)));

        assertThat(refusal.fault()).isEqualTo(Fault.NOT_ALL_DONE);
        assertThat(refusal.sentence()).startsWith("1 of 3 were not done: nowhere: ");
        assertThat(written(orders.last()).state()).isEqualTo(OperationState.FAILED);
        assertThat(written(orders.last()).reason()).isEqualTo(refusal.sentence());
        assertThat(written(part(ROOT)).state()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(written(part(nowhere)).state()).isEqualTo(OperationState.FAILED);
        assertThat(written(part(DATA)).state()).isEqualTo(OperationState.SUCCEEDED);
    }

    @Test
    void what_is_told_of_many_refusals_is_bounded() {
        var nowhere = IntStream.range(0, 40)
                .mapToObj(number -> new VolumeId("nowhere-" + number))
                .toList();

        var refusal = failure(orders.deleteVolumes(nowhere));

        assertThat(refusal.sentence()).startsWith("40 of 40 were not done: ").endsWith(" And 35 more.");
        assertThat(refusal.sentence().length()).isLessThan(2_000);
    }

    @Test
    void a_resource_that_another_operation_works_on_is_refused_and_that_one_named() {
        var release = new CountDownLatch(1);
        engine.saboteur.plan(waiting("BlockStore.Resize", release));
        var resize = orders.resizeVolume(ROOT);
        var running = orders.last();
        await().atMost(SOON).until(() -> engine.saboteur.seen().contains("BlockStore.Resize"));

        var refusal = failure(orders.deleteVolumes(List.of(ROOT, DATA)));

        assertThat(refusal.sentence())
                .contains("1 of 2 were not done", "being worked on by operation " + running + " (ResizeVolume)");
        assertThat(written(part(DATA)).state()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(place.ledgers.operation(part(ROOT))).isEmpty();
        release.countDown();
        engine.result(resize);
    }

    @Test
    void a_bulk_that_begins_anew_does_nothing_twice() {
        var bulk = orders.bulk(List.of(ROOT, DATA));
        engine.result(orders.run(bulk));
        engine.saboteur.plan(new Saboteur.Plot() {});

        engine.result(orders.run(bulk));

        assertThat(engine.saboteur.seen()).allMatch(activity -> activity.startsWith("Operation."));
        assertThat(written(orders.last()).state()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(written(orders.last()).steps()).hasSize(2);
    }

    @Test
    void a_bulk_that_begins_anew_waits_for_what_it_began_before() {
        var release = new CountDownLatch(1);
        engine.saboteur.plan(waiting("BlockStore.Delete", release));
        var bulk = orders.bulk(List.of(ROOT, DATA));
        var child = orders.begin(bulk, bulk.parts().getFirst());
        await().atMost(SOON).until(() -> engine.saboteur.seen().contains("BlockStore.Delete"));

        var again = orders.run(bulk);
        await().atMost(SOON).until(() -> engine.saboteur.seen().contains("Operation.Look"));
        release.countDown();

        engine.result(again);
        engine.result(child);
        assertThat(written(orders.last()).state()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(engine.saboteur.seen().stream().filter("BlockStore.Delete"::equals))
                .hasSize(2);
    }

    @Test
    void a_cancel_reaches_what_an_earlier_run_began() {
        var release = new CountDownLatch(1);
        engine.saboteur.plan(waiting("Volume.BeginDelete", release));
        var bulk = orders.bulk(List.of(ROOT));
        var child = orders.begin(bulk, bulk.parts().getFirst());
        await().atMost(SOON).until(() -> engine.saboteur.seen().contains("Volume.BeginDelete"));

        var again = orders.run(bulk);
        await().atMost(SOON).until(() -> engine.saboteur.seen().contains("Operation.Look"));
        again.cancel();
        await().atMost(SOON)
                .until(() -> engine.client().fetchHistory("volume/root").getEvents().stream()
                        .anyMatch(event ->
                                event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED));
        release.countDown();

        assertThat(failure(again).fault()).isEqualTo(Fault.OPERATION_CANCELLED);
        assertThat(failure(child).fault()).isEqualTo(Fault.OPERATION_CANCELLED);
        assertThat(written(orders.last()).state()).isEqualTo(OperationState.CANCELLED);
        assertThat(written(part(ROOT)).state()).isEqualTo(OperationState.CANCELLED);
    }

    @Test
    void a_bulk_goes_on_with_another_worker_after_every_task() {
        try (var forgetting = new Engine(0)) {
            var there = forgetting.newPlace();
            var ordered = new Orders(forgetting, there);
            ordered.finish(ordered.createVolume(ROOT, null));
            ordered.finish(ordered.createVolume(DATA, null));

            forgetting.result(ordered.deleteVolumes(List.of(ROOT, DATA)));

            var whole = there.ledgers.operation(ordered.last()).orElseThrow();
            assertThat(whole.state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(whole.steps()).allMatch(step -> step.state() == StepState.DONE);
        }
    }

    /** The first such activity waits. */
    private static Saboteur.Plot waiting(String which, CountDownLatch release) {
        return new Saboteur.Plot() {
            @Override
            public void before(int index, String activity) {
                if (activity.equals(which)) {
                    try {
                        release.await();
                    } catch (InterruptedException stopped) {
                        throw new IllegalStateException(stopped);
                    }
                }
            }
        };
    }

    private OperationId part(VolumeId volume) {
        return new OperationId(orders.last() + "-" + volume);
    }

    private Written written(OperationId id) {
        return place.ledgers.operation(id).orElseThrow();
    }

    private KowabungaException failure(WorkflowStub operation) {
        var thrown = new AtomicReference<Throwable>();
        assertThatThrownBy(() -> engine.result(operation))
                .isInstanceOf(WorkflowFailedException.class)
                .satisfies(thrown::set);
        return Faults.from(thrown.get());
    }
}
