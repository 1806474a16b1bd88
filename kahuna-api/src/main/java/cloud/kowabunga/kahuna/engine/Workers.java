package cloud.kowabunga.kahuna.engine;

import cloud.kowabunga.fault.Category;
import cloud.kowabunga.fault.FaultInterceptor;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.topology.TaskQueues;
import cloud.kowabunga.workflow.WorkflowTypes;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The worker of queue {@code kahuna}: workflows, and the ledgers as their local activities. */
public final class Workers {
    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);

    private Workers() {}

    /**
     * A factory with that worker, not started.
     *
     * @param connections to the database; more ledger calls at once than this only wait for each other
     */
    public static WorkerFactory of(WorkflowClient client, Ledgers ledgers, int connections) {
        var cores = Runtime.getRuntime().availableProcessors();
        var factory = WorkerFactory.newInstance(
                client,
                WorkerFactoryOptions.newBuilder()
                        .setUsingVirtualWorkflowThreads(true)
                        .setWorkflowCacheSize(Math.clamp(cores * 250L, 500, 4_000))
                        .setMaxWorkflowThreadCount(Math.clamp(cores * 1_000L, 2_000, 16_000))
                        .setWorkerInterceptors(new FaultInterceptor(Workers::log))
                        .build());
        var worker = factory.newWorker(
                TaskQueues.KAHUNA,
                WorkerOptions.newBuilder()
                        .setLocalActivityWorkerOnly(true)
                        .setMaxConcurrentLocalActivityExecutionSize(Math.max(4, connections))
                        .setMaxConcurrentWorkflowTaskExecutionSize(Math.clamp(cores * 25L, 50, 400))
                        .setMaxConcurrentWorkflowTaskPollers(Math.clamp(cores * 2L, 4, 16))
                        .setUsingVirtualThreads(true)
                        .build());
        worker.registerWorkflowImplementationTypes(WorkflowTypes.ALL.toArray(Class<?>[]::new));
        worker.registerActivitiesImplementations(ledgers.all());
        return factory;
    }

    /** A refusal is an answer; what is away is worth a line; only a bug is worth its stack. */
    private static void log(String activity, Throwable thrown) {
        if (!(thrown instanceof KowabungaException no) || no.fault().category() == Category.BUG) {
            LOG.error("{} failed.", activity, thrown);
        } else if (no.fault().category().retryable()) {
            LOG.warn("{}: {} {}", activity, no.fault(), no.sentence());
        } else {
            LOG.info("{} refused: {} {}", activity, no.fault(), no.sentence());
        }
    }
}
