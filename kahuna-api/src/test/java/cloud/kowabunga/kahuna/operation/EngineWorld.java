package cloud.kowabunga.kahuna.operation;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.FreshId;
import cloud.kowabunga.kahuna.database.Postgres;
import cloud.kowabunga.kahuna.database.PostgresWorld;
import cloud.kowabunga.kahuna.engine.Engine;
import cloud.kowabunga.kahuna.engine.Ledgers;
import cloud.kowabunga.kahuna.engine.OperationContext;
import cloud.kowabunga.kahuna.engine.PayloadKeys;
import cloud.kowabunga.kahuna.engine.PayloadSeal;
import cloud.kowabunga.kahuna.engine.SealedConverter;
import cloud.kowabunga.kahuna.engine.Workers;
import cloud.kowabunga.kahuna.seal.SealKey;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.operation.Requester;
import cloud.kowabunga.storage.BlockStoreActivities;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.tenancy.Quotas;
import cloud.kowabunga.testing.InMemoryDataCenter;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.PoolReach;
import cloud.kowabunga.topology.TaskQueues;
import cloud.kowabunga.workflow.Attributes;
import com.zaxxer.hikari.HikariDataSource;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.interceptors.WorkflowClientInterceptor;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactory;
import java.time.Instant;
import java.util.List;

/** Operations on a real PostgreSQL, an engine in memory and a data center in memory, whose agents come when a test lets them. */
final class EngineWorld implements AutoCloseable {
    private static final HikariDataSource CONNECTIONS = Postgres.fresh();

    final PostgresWorld world = new PostgresWorld(CONNECTIONS);
    final KaktusId kaktus = world.addKaktus(world.zone(), "k1", 8, Bytes.ofGib(16));
    final StoragePoolId pool = world.addPool("local", PoolReach.REGION, Bytes.ofGib(100), kaktus);
    final ProjectId project = world.addProject("blue", Quotas.UNLIMITED);
    final InMemoryDataCenter center =
            new InMemoryDataCenter().addKaktus(kaktus, "kow0").addPool("local", PoolReach.REGION, Bytes.ofGib(100));
    final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(options());
    final Engine engine = Engine.of(environment.getWorkflowClient());
    final Operations operations = new Operations(engine, world.database());
    final OperationQuery query = new OperationQuery(world.database(), engine);
    private final WorkerFactory kahuna;

    EngineWorld() {
        kahuna = Workers.of(
                environment.getWorkflowClient(),
                new Ledgers(
                        world.instances(), world.komputes(), world.volumes(), world.templates(), world.operations()),
                8);
        kahuna.start();
    }

    private static TestEnvironmentOptions options() {
        var options = TestEnvironmentOptions.newBuilder().setUseTimeskipping(false);
        for (var key : List.of(
                Attributes.OPERATION.getName(),
                "KowabungaProject",
                "KowabungaRegion",
                "KowabungaNoun",
                "KowabungaResource",
                "KowabungaUser")) {
            options.registerSearchAttribute(key, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
        }
        return options.setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setContextPropagators(List.of(new OperationContext()))
                        .setDataConverter(
                                new SealedConverter(new PayloadSeal(PayloadKeys.of(null, new SealKey(new byte[32])))))
                        .build())
                .build();
    }

    /** Operations on the same engine, with something between the two. */
    Operations operations(WorkflowClientInterceptor between) {
        var client = environment.getWorkflowClient();
        return new Operations(
                Engine.of(WorkflowClient.newInstance(
                        environment.getWorkflowServiceStubs(),
                        WorkflowClientOptions.newBuilder(client.getOptions())
                                .setInterceptors(between)
                                .build())),
                world.database());
    }

    /** The execution itself, as the engine's console has it. */
    WorkflowStub workflow(Running operation) {
        return environment
                .getWorkflowClient()
                .newUntypedWorkflowStub(EngineFailures.run(operation.workflowId(), operation.runId()));
    }

    /** The agents begin to work. */
    EngineWorld agentsCome() {
        environment.newWorker(TaskQueues.of(pool)).registerActivitiesImplementations(center.blockStore());
        environment
                .newWorker(TaskQueues.of(kaktus))
                .registerActivitiesImplementations(center.hypervisor(kaktus), center.network(kaktus));
        environment.start();
        return this;
    }

    BlockStoreActivities.NewImage image(String volume, Bytes size) {
        return new BlockStoreActivities.NewImage(ImageRef.of("local", new VolumeId(volume)), size);
    }

    Order order(String verb, Noun noun, String resource) {
        return new Order(
                new OperationId(FreshId.next()),
                verb,
                noun,
                resource,
                resource,
                project,
                world.region(),
                new Requester("ada", "u1"),
                Instant.now());
    }

    @Override
    public void close() {
        kahuna.shutdownNow();
        environment.close();
    }
}
