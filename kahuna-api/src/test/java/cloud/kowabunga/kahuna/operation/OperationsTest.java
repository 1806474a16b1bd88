package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Name;
import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.operation.Decision;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.StepState;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.storage.VolumeSpec;
import cloud.kowabunga.storage.VolumeType;
import cloud.kowabunga.testing.Latency;
import cloud.kowabunga.workflow.storage.CreateVolume;
import cloud.kowabunga.workflow.storage.DeleteVolume;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class OperationsTest {
    private final EngineWorld engine = new EngineWorld();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void an_operation_is_started_awaited_and_read_step_by_step() {
        engine.agentsCome();
        var running = create("v1", "data");
        assertThat(engine.operations.await(running, Bytes.class)).isEqualTo(Bytes.ofGib(1));

        var view = engine.query.find(running.id()).orElseThrow();
        assertThat(view.state()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(view.requester().name()).isEqualTo("ada");
        assertThat(view.endedAt()).isNotNull();
        assertThat(view.steps()).extracting(OperationView.Step::state).containsOnly(StepState.DONE);
        assertThat(view.steps())
                .extracting(OperationView.Step::name)
                .contains("Admit volume v1", "Create image of v1 in pool local");
        assertThat(engine.query.list(
                        new OperationFilter(null, Noun.VOLUME, "v1", null, null, null, false, false, "", 10, 0, null)))
                .containsExactly(view);
    }

    @Test
    void an_operation_without_an_answer_is_awaited_too() {
        engine.agentsCome();
        engine.operations.await(create("v1", "data"), Bytes.class);
        var order = engine.order("DeleteVolume", Noun.VOLUME, "v1");
        var running = engine.operations.start(order, new DeleteVolume.Input(order, new VolumeId("v1")));
        engine.operations.await(running, Void.class);
        assertThat(engine.world.dump()).isEmpty();
    }

    @Test
    void what_the_ledger_refuses_is_refused_at_once() {
        engine.agentsCome();
        engine.operations.await(create("v1", "data"), Bytes.class);
        assertRefused(Fault.NAME_TAKEN, () -> create("v2", "data"));
        var refused = engine.query
                .list(new OperationFilter(null, Noun.VOLUME, "v2", null, null, null, false, false, "", 10, 0, null))
                .getFirst();
        await().untilAsserted(() -> assertThat(
                        engine.query.find(refused.id()).orElseThrow().fault())
                .isEqualTo(Fault.NAME_TAKEN));
    }

    @Test
    void one_operation_at_a_time_works_on_a_resource_and_the_second_names_it() {
        var first = create("v1", "data");
        var second = catchThrowable(() -> create("v1", "data"));
        assertThat(second).hasMessageContaining(first.id().value());
        assertRefused(Fault.OPERATION_RUNNING, () -> create("v1", "data"));
    }

    @Test
    void who_is_awaited_is_told() {
        engine.world.setAlive(engine.kaktus, true);
        var running = create("v1", "data");
        engine.world.setAlive(engine.kaktus, false);
        await().untilAsserted(() -> {
            var view = engine.query.find(running.id()).orElseThrow();
            assertThat(view.state()).isEqualTo(OperationState.WAITING);
            assertThat(Objects.requireNonNull(view.waitingFor())).isEqualTo("agent agent-k1");
            assertThat(view.waitingSince()).isNotNull();
        });
    }

    @Test
    void a_retry_that_would_try_nothing_is_refused() {
        var running = create("v1", "data");
        await().untilAsserted(() -> assertThat(
                        engine.query.find(running.id()).orElseThrow().decisions())
                .contains(Decision.RETRY));
        assertRefused(Fault.INVALID_STATE, () -> engine.operations.retry(running.id()));
        assertThat(catchThrowable(() -> engine.operations.retry(running.id())))
                .hasMessageContaining("nothing to try again");
    }

    @Test
    void a_cancelled_operation_leaves_nothing_and_whoever_waits_is_told() {
        engine.center.setLatency(new Latency(Duration.ofMillis(300), Duration.ofMillis(300)));
        engine.agentsCome();
        var running = create("v1", "data");
        engine.operations.cancel(running.id());
        assertRefused(Fault.OPERATION_CANCELLED, () -> engine.operations.await(running, Bytes.class));
        assertThat(engine.world.dump()).isEmpty();
        assertRefused(Fault.INVALID_STATE, () -> engine.operations.cancel(running.id()));
        assertRefused(Fault.NOT_FOUND, () -> engine.operations.cancel(new OperationId("never")));
    }

    @Test
    void who_waits_for_an_operation_that_was_cancelled_too_late_is_told_that_it_succeeded() {
        engine.agentsCome();
        engine.operations.await(create("v1", "data"), Bytes.class);
        engine.center.setLatency(new Latency(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        var order = engine.order("DeleteVolume", Noun.VOLUME, "v1");
        var running = engine.operations.start(order, new DeleteVolume.Input(order, new VolumeId("v1")));
        await().until(() -> engine.query.find(running.id()).orElseThrow().steps().stream()
                .anyMatch(step -> step.activity().equals("BlockStore.Delete")));
        assertRefused(Fault.INVALID_STATE, () -> engine.operations.cancel(running.id()));
        assertThat(catchThrowable(() -> engine.operations.cancel(running.id())))
                .hasMessageContaining("cannot be taken back any more; it can retry");
        engine.workflow(running).cancel();
        assertThat(engine.operations.await(running, Void.class)).isNull();
        assertThat(engine.query.find(running.id()).orElseThrow().state()).isEqualTo(OperationState.SUCCEEDED);
        assertThat(engine.world.dump()).isEmpty();
    }

    @Test
    void whoever_tells_an_operation_something_that_was_ended_in_the_engine_learns_what_comes_of_it() {
        var running = create("v1", "data");
        engine.workflow(running).terminate("by hand");
        for (var decision : List.<Consumer<OperationId>>of(engine.operations::cancel, engine.operations::retry)) {
            assertRefused(Fault.INVALID_STATE, () -> decision.accept(running.id()));
            assertThat(catchThrowable(() -> decision.accept(running.id())))
                    .hasMessageContaining("was ended in the workflow engine")
                    .hasMessageContaining("look at it again");
        }
    }

    @Test
    void what_is_being_undone_is_not_cancelled_twice() {
        engine.center.setLatency(new Latency(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        engine.agentsCome();
        var running = create("v1", "data");
        engine.operations.cancel(running.id());
        await().until(() -> engine.query.find(running.id()).orElseThrow().state() == OperationState.CANCELLING);
        assertThat(catchThrowable(() -> engine.operations.cancel(running.id())))
                .hasMessageContaining("is being undone already");
        assertRefused(Fault.OPERATION_CANCELLED, () -> engine.operations.await(running, Bytes.class));
    }

    @Test
    void an_operation_that_began_is_followed_although_the_engines_answer_was_lost() {
        engine.agentsCome();
        var operations = engine.operations(new LostAnswers(true));
        assertThat(operations.await(create(operations, "v1", "data"), Bytes.class))
                .isEqualTo(Bytes.ofGib(1));
        assertRefused(Fault.NAME_TAKEN, () -> operations.await(create(operations, "v2", "data"), Bytes.class));
    }

    @Test
    void whose_operation_is_not_known_after_a_lost_answer_is_told_where_to_look() {
        var operations = engine.operations(new LostAnswers(false));
        assertRefused(Fault.ENGINE_AWAY, () -> create(operations, "v1", "data"));
        assertThat(catchThrowable(() -> create(operations, "v1", "data"))).hasMessageContaining("under /operation/");
    }

    @Test
    void a_summary_reads_like_a_sentence() {
        assertThat(engine.order("CreateInstance", Noun.INSTANCE, "web-1").summary())
                .isEqualTo("Create instance web-1");
        assertThat(engine.order("PowerInstance", Noun.KOMPUTE, "shop-1")
                        .doing(PowerAction.SHUTDOWN)
                        .summary())
                .isEqualTo("Shut down kompute shop-1");
    }

    private Running create(String id, String name) {
        return create(engine.operations, id, name);
    }

    private Running create(Operations operations, String id, String name) {
        var order = engine.order("CreateVolume", Noun.VOLUME, id);
        var spec = new VolumeSpec(new VolumeId(order.resource()), new Name(name), null, VolumeType.RAW, Bytes.ofGib(1));
        return operations.start(
                order,
                new CreateVolume.Input(
                        order,
                        new VolumeLedger.Admission(
                                order.id(), engine.project, engine.world.region(), engine.pool, null, spec)));
    }
}
