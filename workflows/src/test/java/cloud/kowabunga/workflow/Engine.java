package cloud.kowabunga.workflow;

import cloud.kowabunga.compute.HypervisorActivities;
import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.KomputeLedger;
import cloud.kowabunga.fault.FaultInterceptor;
import cloud.kowabunga.network.NetworkActivities;
import cloud.kowabunga.operation.OperationLedger;
import cloud.kowabunga.storage.BlockStoreActivities;
import cloud.kowabunga.storage.TemplateLedger;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.topology.TaskQueues;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactoryOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** An engine in memory with one Kahuna and the agents of one Kaktus, which act on the {@link Place} that is there at the time. */
final class Engine implements AutoCloseable {
    private static final Duration MOST_AHEAD = Duration.ofDays(100 * 365);

    final Saboteur saboteur = new Saboteur();
    private final int workflowCache;
    private volatile Place place = new Place(this::now);
    private volatile TestWorkflowEnvironment environment;

    /** @param workflowCache how many workflows the worker remembers; with 0 it replays at every task, as after a restart */
    Engine(int workflowCache) {
        this.workflowCache = workflowCache;
        this.environment = open();
    }

    private TestWorkflowEnvironment open() {
        var options = TestEnvironmentOptions.newBuilder();
        Attributes.ALL.forEach(
                key -> options.registerSearchAttribute(key.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD));
        var opened =
                TestWorkflowEnvironment.newInstance(options.setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                                .setIdentity("a Kahuna")
                                .build())
                        .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                                .setWorkerInterceptors(saboteur, new FaultInterceptor((_, _) -> {}))
                                .setWorkflowCacheSize(workflowCache)
                                .setUsingVirtualWorkflowThreads(true)
                                .build())
                        .build());
        var kahuna = opened.newWorker(TaskQueues.KAHUNA);
        kahuna.registerWorkflowImplementationTypes(WorkflowTypes.ALL.toArray(Class<?>[]::new));
        kahuna.registerActivitiesImplementations(
                now(InstanceLedger.class, () -> place.ledgers.instances()),
                now(KomputeLedger.class, () -> place.ledgers.komputes()),
                now(VolumeLedger.class, () -> place.ledgers.volumes()),
                now(TemplateLedger.class, () -> place.ledgers.templates()),
                now(OperationLedger.class, () -> place.ledgers.operations()));
        opened.newWorker(TaskQueues.of(Place.KAKTUS))
                .registerActivitiesImplementations(
                        now(HypervisorActivities.class, () -> place.dataCenter.hypervisor(Place.KAKTUS)),
                        now(NetworkActivities.class, () -> place.dataCenter.network(Place.KAKTUS)));
        opened.newWorker(TaskQueues.of(place.pool))
                .registerActivitiesImplementations(
                        now(BlockStoreActivities.class, () -> place.dataCenter.blockStore()));
        opened.start();
        return opened;
    }

    /** A fresh data center and database, and activities that nobody disturbs. */
    Place newPlace() {
        saboteur.plan(new Saboteur.Plot() {});
        if (isFarInTheFuture()) {
            environment.close();
            environment = open();
        }
        place = new Place(this::now);
        return place;
    }

    /**
     * Whenever nothing goes on for a moment, the engine leaps to the next thing that it has to do, and that may be to give up a workflow
     * ten years after its beginning. The SDK measures how long a workflow took against the clock on the wall, and can count 292 years.
     */
    private boolean isFarInTheFuture() {
        return environment.currentTimeMillis() - System.currentTimeMillis() > MOST_AHEAD.toMillis();
    }

    /** The engine's time, which leaps: whatever takes time in the data center takes it by the clock that the workflows wait by. */
    private Instant now() {
        return Instant.ofEpochMilli(environment.currentTimeMillis());
    }

    WorkflowClient client() {
        return environment.getWorkflowClient();
    }

    <W> W stub(Class<W> workflow, String id) {
        return client().newWorkflowStub(
                        workflow,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.KAHUNA)
                                .setWorkflowId(id)
                                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_FAIL)
                                .build());
    }

    /** Lets so much of the engine's time pass, at once where nothing happens meanwhile. */
    void sleep(Duration time) {
        environment.sleep(time);
    }

    /** The answer of an operation. An operation that does not end within half a minute fails the test and tells what happened. */
    Object result(WorkflowStub operation) {
        try {
            return operation.getResult(30, TimeUnit.SECONDS, Object.class);
        } catch (TimeoutException tooLong) {
            var workflow = Objects.requireNonNull(operation.getExecution()).getWorkflowId();
            var events = client().fetchHistory(workflow).getEvents().stream()
                    .map(event -> event.getEventId() + " " + event.getEventType())
                    .collect(Collectors.joining("\n"));
            throw new AssertionError(workflow + " does not end:\n" + events, tooLong);
        }
    }

    @Override
    public void close() {
        environment.close();
    }

    private static <A> A now(Class<A> api, Supplier<A> target) {
        return api.cast(Proxy.newProxyInstance(
                api.getClassLoader(), new Class<?>[] {api}, (self, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return switch (method.getName()) {
                            case "hashCode" -> System.identityHashCode(self);
                            case "equals" -> System.identityHashCode(self) == System.identityHashCode(arguments[0]);
                            default -> api.getSimpleName();
                        };
                    }
                    try {
                        return method.invoke(target.get(), arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getTargetException();
                    }
                }));
    }
}
