package cloud.kowabunga.agent;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.FaultInterceptor;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.topology.AgentId;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workers of one agent: one for each task queue that Kahuna orders it to serve. Used by one thread. */
final class Workers {
    /** All agents work in this namespace; Kahuna's gateway lets them into no other. */
    static final String NAMESPACE = "kowabunga";

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final int POLLS_PER_QUEUE = 2;
    private static final int ACTIVITIES_AT_ONCE = 16;

    /** Less than the pause between two heartbeats, so that Temporal's client lets each of them through. */
    private static final Duration LEAST_BETWEEN_HEARTBEATS = Duration.ofSeconds(2);

    private final AgentId agent;
    private final Kaktus kaktus;
    private final WorkflowClient client;
    private final WorkerFactoryOptions options;
    private final Map<String, WorkerFactory> serving = new TreeMap<>();

    Workers(AgentId agent, Kaktus kaktus, WorkflowServiceStubs temporal) {
        this.agent = agent;
        this.kaktus = kaktus;
        this.client = WorkflowClient.newInstance(
                temporal,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(NAMESPACE)
                        .setIdentity("agent " + agent)
                        .build());
        // The last one is outermost: heartbeats go on while an activity is held.
        var interceptors = new ArrayList<WorkerInterceptor>();
        var holds = System.getenv("KOWABUNGA_HOLD_DIR");
        if (holds != null && !holds.isBlank()) {
            interceptors.add(new Holds(Path.of(holds)));
        }
        interceptors.add(new FaultInterceptor(this::failed));
        interceptors.add(new Heartbeats());
        this.options = WorkerFactoryOptions.newBuilder()
                .setWorkerInterceptors(interceptors.toArray(WorkerInterceptor[]::new))
                .setUsingVirtualWorkflowThreads(true)
                .build();
    }

    /** Serves these queues and no other. A queue that cannot be served now is tried again with the next call. */
    void serve(List<String> queues) {
        serving.entrySet().removeIf(entry -> {
            if (queues.contains(entry.getKey())) {
                return false;
            }
            LOG.atInfo().addKeyValue("agent", agent).log("Serves {} no longer.", entry.getKey());
            entry.getValue().shutdown();
            return true;
        });
        for (var queue : queues) {
            if (!serving.containsKey(queue)) {
                start(queue);
            }
        }
    }

    /** Polls no more, and lets what runs come to its end; what has not ended by then is interrupted. */
    void stop(Duration patience) {
        serving.values().forEach(WorkerFactory::shutdown);
        var deadline = System.nanoTime() + patience.toNanos();
        serving.values()
                .forEach(factory ->
                        factory.awaitTermination(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS));
        serving.values().forEach(WorkerFactory::shutdownNow);
        serving.clear();
    }

    private void start(String queue) {
        var factory = WorkerFactory.newInstance(client, options);
        var worker = factory.newWorker(
                queue,
                WorkerOptions.newBuilder()
                        .setUsingVirtualThreads(true)
                        .setMaxConcurrentActivityTaskPollers(POLLS_PER_QUEUE)
                        .setMaxConcurrentActivityExecutionSize(ACTIVITIES_AT_ONCE)
                        .setMaxHeartbeatThrottleInterval(LEAST_BETWEEN_HEARTBEATS)
                        .setDefaultHeartbeatThrottleInterval(LEAST_BETWEEN_HEARTBEATS)
                        .setDisableEagerExecution(true)
                        .build());
        if (queue.startsWith("pool/")) {
            worker.registerActivitiesImplementations(kaktus.blockStore());
        } else {
            worker.registerActivitiesImplementations(kaktus.hypervisor(), kaktus.network());
        }
        try {
            factory.start();
            serving.put(queue, factory);
            LOG.atInfo().addKeyValue("agent", agent).log("Serves {}.", queue);
        } catch (RuntimeException later) {
            factory.shutdownNow();
            LOG.atWarn().addKeyValue("agent", agent).log("Cannot serve {} yet: {}", queue, later.getMessage());
        }
    }

    private void failed(String activity, Throwable thrown) {
        var expected = thrown instanceof KowabungaException no && no.fault() != Fault.INTERNAL;
        var line = expected ? LOG.atInfo() : LOG.atError().setCause(thrown);
        line.addKeyValue("agent", agent).addKeyValue("activity", activity).log("Failed: {}", thrown.getMessage());
    }
}
