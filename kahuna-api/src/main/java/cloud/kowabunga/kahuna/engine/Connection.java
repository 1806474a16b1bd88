package cloud.kowabunga.kahuna.engine;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.KahunaProperties;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Looks after the engine: sets it up once it answers, begins to work then, and says how it is. Kahuna comes up without it. The
 * looks decide about health alone: whether a call can be made, the connection and the call itself decide.
 */
final class Connection implements Engine, HealthIndicator, SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** So many looks in a row without an answer, about five seconds each, are no longer just a slow moment. */
    private static final int SLOW_LOOKS = 3;

    private final KahunaProperties.Temporal settings;
    private final WorkflowServiceStubs stubs;
    private final Link link;
    private final WorkflowClient client;
    private final SetUp setUp;
    private final WorkerFactory workers;
    private volatile boolean there;
    private volatile boolean working;
    private volatile boolean stopped;
    private volatile String lastProblem = "";
    private int slowLooks;

    Connection(
            KahunaProperties.Temporal settings,
            WorkflowServiceStubs stubs,
            WorkflowClient client,
            Function<WorkflowClient, WorkerFactory> workers) {
        this.settings = settings;
        this.stubs = stubs;
        this.link = new Link(stubs.getRawChannel());
        this.client = client;
        this.setUp = new SetUp(stubs, settings);
        this.workers = workers.apply(client);
    }

    @Override
    public WorkflowClient client() {
        if (stopped || !link.standsWithin(PATIENCE)) {
            throw refusal("cannot be reached now");
        }
        if (!working) {
            throw refusal("is being set up");
        }
        return client;
    }

    @Override
    public boolean connected() {
        return working && !stopped && link.stands();
    }

    private RuntimeException refusal(String why) {
        return Fault.ENGINE_AWAY.because(
                "The workflow engine at %s %s. Nothing was done; try again.".formatted(settings.address(), why));
    }

    @Scheduled(fixedDelay = 2_000)
    void look() {
        if (stopped) {
            return;
        }
        try {
            stubs.blockingStub()
                    .withDeadlineAfter(3, TimeUnit.SECONDS)
                    .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
            if (!working) {
                setUp.run();
                workers.start();
                working = true;
            }
            slowLooks = 0;
            note(true, "");
        } catch (StatusRuntimeException failed) {
            var slow = working && failed.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED && link.stands();
            slowLooks = slow ? slowLooks + 1 : SLOW_LOOKS;
            if (slowLooks >= SLOW_LOOKS) {
                note(
                        false,
                        failed.getStatus().getCode() + " " + failed.getStatus().getDescription());
            }
        }
    }

    private void note(boolean now, String problem) {
        if (now && !there) {
            LOG.info(
                    "The workflow engine at {} is there; namespace {} is ready.",
                    settings.address(),
                    settings.namespace());
        } else if (!now && (there || !problem.equals(lastProblem))) {
            LOG.warn("The workflow engine at {} cannot be used: {}", settings.address(), problem);
        }
        lastProblem = problem;
        there = now;
    }

    @Override
    public Health health() {
        return there
                ? Health.up().withDetail("address", settings.address()).build()
                : Health.down()
                        .withDetail("address", settings.address())
                        .withDetail("problem", lastProblem.isEmpty() ? "not reached yet" : lastProblem)
                        .build();
    }

    @Override
    public void start() {
        stopped = false;
    }

    /** After the web server has stopped: what was begun is finished, everything else is found by another Kahuna. */
    @Override
    public void stop() {
        stopped = true;
        there = false;
        workers.shutdown();
        workers.awaitTermination(8, TimeUnit.SECONDS);
        stubs.shutdown();
        if (!stubs.awaitTermination(2, TimeUnit.SECONDS)) {
            stubs.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return !stopped;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
