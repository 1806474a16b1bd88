package cloud.kowabunga.kahuna.operation;

import static cloud.kowabunga.kahuna.db.Tables.OPERATION;
import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Name;
import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.InstanceSpec;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.KomputeLedger;
import cloud.kowabunga.compute.KomputeSpec;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.FreshId;
import cloud.kowabunga.kahuna.engine.OperationContext;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.StepState;
import cloud.kowabunga.storage.BlockStoreActivities;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.storage.VolumeSpec;
import cloud.kowabunga.storage.VolumeType;
import cloud.kowabunga.testing.Komputes;
import cloud.kowabunga.testing.Latency;
import cloud.kowabunga.workflow.RunBulk;
import cloud.kowabunga.workflow.compute.CreateInstance;
import cloud.kowabunga.workflow.compute.CreateKompute;
import cloud.kowabunga.workflow.compute.UpdateInstance;
import cloud.kowabunga.workflow.compute.UpdateKompute;
import cloud.kowabunga.workflow.storage.CreateVolume;
import cloud.kowabunga.workflow.storage.DeleteVolume;
import cloud.kowabunga.workflow.storage.ResizeVolume;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ReconcilerTest {
    private final EngineWorld engine = new EngineWorld();
    private final Reconciler reconciler = new Reconciler(
            engine.world.database(),
            engine.engine,
            engine.operations,
            new JooqOperationLedger(engine.world.database(), Allowance.USUAL));

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void an_operation_that_runs_is_left_alone() {
        var running = createVolume();
        look(running);
        assertThat(engine.query.find(running.id()).orElseThrow().state().isFinal())
                .isFalse();
    }

    @Test
    void an_operation_that_ended_while_it_was_looked_at_stays_as_it_ended() {
        engine.agentsCome();
        var order = engine.order("CreateVolume", Noun.VOLUME, "v1");
        engine.center.setLatency(new Latency(Duration.ofMillis(500), Duration.ofMillis(500)));
        var running = engine.operations.start(order, new CreateVolume.Input(order, admission()));
        var seen = engine.world
                .sql()
                .selectFrom(OPERATION)
                .where(OPERATION.ID.eq(running.id()))
                .fetchSingle();
        assertThat(seen.getState().isFinal()).isFalse();
        engine.operations.await(running, Bytes.class);
        var before = engine.query.find(running.id());
        reconciler.look(seen);
        assertThat(engine.query.find(running.id())).isEqualTo(before);
    }

    @Test
    void what_a_terminated_creation_began_is_deleted() {
        var running = createVolume();
        terminate(running);
        assertRefused(Fault.OPERATION_CANCELLED, () -> engine.operations.await(running, Bytes.class));
        assertThat(engine.world.dump()).isNotEmpty();

        look(running);
        var view = engine.query.find(running.id()).orElseThrow();
        assertThat(view.state()).isEqualTo(OperationState.FAILED);
        assertThat(Objects.requireNonNull(view.reason()))
                .contains("was terminated", "(DeleteVolume) puts things right");

        engine.agentsCome();
        await().untilAsserted(() -> assertThat(engine.world.dump()).isEmpty());
    }

    @Test
    void a_terminated_deletion_is_done_to_its_end() {
        engine.world.volumes().admit(admission());
        engine.world.volumes().settle(new VolumeId("v1"));
        var order = engine.order("DeleteVolume", Noun.VOLUME, "v1");
        var running = engine.operations.start(order, new DeleteVolume.Input(order, new VolumeId("v1")));
        terminate(running);
        look(running);
        engine.agentsCome();
        await().untilAsserted(() -> assertThat(engine.world.dump()).isEmpty());
    }

    @Test
    void a_terminated_bulk_is_ended_and_its_parts_go_on_by_themselves() {
        engine.world.volumes().admit(admission());
        engine.world.volumes().settle(new VolumeId("v1"));
        var order = engine.order("RunBulk", Noun.BULK, "b1");
        var child = new OperationId(FreshId.next());
        var part = new RunBulk.Part(child, "v1", "v1", engine.project, engine.world.region(), null);
        var running = engine.operations.start(
                order, new RunBulk.Input(order, "DeleteVolume", Noun.VOLUME, null, List.of(part)));
        await().until(() -> engine.query.find(child).isPresent());
        await().until(() ->
                !engine.query.find(running.id()).orElseThrow().steps().isEmpty());
        assertThat(loggedAs("volume/v1")).isEqualTo("\"" + child + "\"");
        terminate(running);
        look(running);

        var view = engine.query.find(running.id()).orElseThrow();
        assertThat(view.state()).isEqualTo(OperationState.FAILED);
        assertThat(Objects.requireNonNull(view.reason())).contains("was terminated", "goes on by itself");
        assertThat(view.steps()).allMatch(step -> step.state() == StepState.SKIPPED);
        assertThat(engine.query.find(child).orElseThrow().parent()).isEqualTo(running.id());

        engine.agentsCome();
        await().untilAsserted(() -> assertThat(engine.world.dump()).isEmpty());
        await().untilAsserted(() ->
                assertThat(engine.query.find(child).orElseThrow().state()).isEqualTo(OperationState.SUCCEEDED));
    }

    /** The operation of which the lines in the log tell. */
    private String loggedAs(String workflowId) {
        return engine.engine
                .client()
                .fetchHistory(workflowId)
                .getEvents()
                .getFirst()
                .getWorkflowExecutionStartedEventAttributes()
                .getHeader()
                .getFieldsOrThrow(OperationContext.KEY)
                .getData()
                .toStringUtf8();
    }

    @Test
    void a_terminated_resize_is_done_to_its_end() {
        engine.world.volumes().admit(admission());
        engine.world.volumes().settle(new VolumeId("v1"));
        engine.center.blockStore().create(engine.image("v1", Bytes.ofGib(1)));
        var order = engine.order("ResizeVolume", Noun.VOLUME, "v1");
        var resize = new VolumeLedger.Resize(order.id(), new VolumeId("v1"), Bytes.ofGib(2), null);
        var running = engine.operations.start(order, new ResizeVolume.Input(order, resize));
        terminate(running);
        look(running);
        engine.agentsCome();
        await().untilAsserted(() ->
                assertThat(engine.world.usage(engine.project).storage()).isEqualTo(Bytes.ofGib(2)));
        await().untilAsserted(() -> assertThat(engine.world.dump().toString()).contains("READY"));
    }

    @Test
    void a_terminated_update_is_done_to_its_end() {
        engine.agentsCome();
        var order = engine.order("CreateInstance", Noun.INSTANCE, "i1");
        var created = engine.operations.start(
                order,
                new CreateInstance.Input(
                        order,
                        new InstanceLedger.Admission(
                                order.id(), engine.project, engine.world.region(), engine.world.zone(), spec("web"))));
        assertThat(engine.operations.await(created, InstanceState.class)).isEqualTo(InstanceState.RUNNING);

        engine.center.setLatency(new Latency(Duration.ofSeconds(2), Duration.ofSeconds(2)));
        var change = engine.order("UpdateInstance", Noun.INSTANCE, "i1");
        var running = engine.operations.start(
                change, new UpdateInstance.Input(change, new InstanceLedger.Update(change.id(), spec("renamed"))));
        terminate(running);
        engine.center.setLatency(Latency.NONE);
        look(running);
        await().untilAsserted(() ->
                assertThat(engine.world.dump().toString()).contains("name=renamed", "update_operation_id=null"));
    }

    @Test
    void what_a_terminated_creation_of_a_kompute_began_is_deleted() {
        var running = createKompute(Komputes.spec("k1", 1, 1));
        terminate(running);
        look(running);
        assertThat(engine.query.find(running.id()).orElseThrow().reason())
                .contains("(DeleteKompute) puts things right");
        engine.agentsCome();
        await().untilAsserted(() ->
                assertThat(engine.world.dump()).singleElement().asString().contains("name=debian"));
    }

    @Test
    void a_terminated_update_of_a_kompute_is_done_to_its_end() {
        engine.agentsCome();
        var spec = Komputes.spec("k1", 1, 0);
        engine.operations.await(createKompute(spec), InstanceState.class);
        engine.center.setLatency(new Latency(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        var change = engine.order("UpdateKompute", Noun.KOMPUTE, "k1");
        var wanted = new KomputeLedger.Update(change.id(), Komputes.with(spec, 2, 3));
        var running = engine.operations.start(change, new UpdateKompute.Input(change, wanted));
        terminate(running);
        engine.center.setLatency(Latency.NONE);
        look(running);
        await().untilAsserted(() -> {
            assertThat(engine.world.usage(engine.project).storage()).isEqualTo(Bytes.ofGib(5));
            assertThat(engine.world.dump().toString()).doesNotContain("CREATING", "RESIZING");
        });
    }

    private Running createKompute(KomputeSpec spec) {
        engine.world.addPrivateSubnet(engine.project, 5);
        var template = engine.world.addTemplate(engine.pool, "debian", Bytes.ofGib(1));
        engine.center
                .addSource("/images/debian", Bytes.ofGib(1))
                .blockStore()
                .importImage(new BlockStoreActivities.Import(ImageRef.of("local", template), "/images/debian"));
        var order = engine.order("CreateKompute", Noun.KOMPUTE, spec.id().value());
        var admission = new KomputeLedger.Admission(
                order.id(), engine.project, engine.world.region(), null, engine.pool, template, false, spec);
        return engine.operations.start(order, new CreateKompute.Input(order, admission));
    }

    private void look(Running running) {
        reconciler.look(engine.world
                .sql()
                .selectFrom(OPERATION)
                .where(OPERATION.ID.eq(running.id()))
                .fetchSingle());
    }

    private void terminate(Running running) {
        engine.environment
                .getWorkflowClient()
                .newUntypedWorkflowStub(running.workflowId())
                .terminate("from the console");
    }

    private Running createVolume() {
        var order = engine.order("CreateVolume", Noun.VOLUME, "v1");
        return engine.operations.start(order, new CreateVolume.Input(order, admission()));
    }

    private VolumeLedger.Admission admission() {
        var spec = new VolumeSpec(new VolumeId("v1"), new Name("data"), null, VolumeType.RAW, Bytes.ofGib(1));
        return new VolumeLedger.Admission(
                engine.order("CreateVolume", Noun.VOLUME, "v1").id(),
                engine.project,
                engine.world.region(),
                engine.pool,
                null,
                spec);
    }

    private static InstanceSpec spec(String name) {
        return new InstanceSpec(
                new InstanceId("i1"), new Name(name), null, Bytes.ofGib(1), 1, List.of(), List.of(), true, true);
    }
}
