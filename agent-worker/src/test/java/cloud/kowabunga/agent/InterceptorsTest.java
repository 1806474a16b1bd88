package cloud.kowabunga.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.api.workflowservice.v1.DescribeWorkflowExecutionRequest;
import io.temporal.client.ActivityCompletionException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every activity of an agent gets without knowing it: heartbeats and, in drills, holds. */
@Timeout(120)
final class InterceptorsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path holds;

    private final Works works = new Works();
    private TestWorkflowEnvironment world;

    @ActivityInterface
    public interface Work {
        String copy();
    }

    @WorkflowInterface
    public interface Order {
        @WorkflowMethod
        String run();

        final class Once implements Order {
            @Override
            public String run() {
                var options = ActivityOptions.newBuilder()
                        .setScheduleToCloseTimeout(Duration.ofMinutes(5))
                        .setHeartbeatTimeout(Duration.ofSeconds(10))
                        .build();
                return Workflow.newActivityStub(Work.class, options).copy();
            }
        }
    }

    @BeforeEach
    void start() {
        world = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new Holds(holds), new Heartbeats())
                        .build())
                .build());
        var worker = world.newWorker(
                "q",
                WorkerOptions.newBuilder()
                        .setUsingVirtualThreads(true)
                        .setMaxHeartbeatThrottleInterval(Duration.ofSeconds(2))
                        .build());
        worker.registerWorkflowImplementationTypes(Order.Once.class);
        worker.registerActivitiesImplementations(works);
        world.start();
    }

    @AfterEach
    void stop() {
        works.letGo.countDown();
        world.close();
    }

    @Test
    void progress_reaches_temporal_while_the_activity_runs() {
        var order = order();

        await().atMost(SOON).untilAsserted(() -> assertThat(progressOf(order)).contains("halfway"));
        works.letGo.countDown();

        assertThat(order.getResult(String.class)).isEqualTo("copied");
    }

    @Test
    void a_cancelled_activity_is_told_at_its_next_word_of_progress() {
        var order = order();
        await().atMost(SOON).untilAsserted(() -> assertThat(progressOf(order)).isPresent());

        order.cancel();

        await().atMost(SOON).until(works.cancelled::get);
        assertThatThrownBy(() -> order.getResult(String.class)).isInstanceOf(WorkflowFailedException.class);
    }

    @Test
    void a_drill_holds_an_activity_before_and_after_its_effect() throws Exception {
        works.letGo.countDown();
        var before = Files.createFile(holds.resolve("before-Copy"));
        var after = Files.createFile(holds.resolve("after-Copy"));
        var order = order();
        await().pollDelay(Duration.ofMillis(500)).atMost(SOON).until(() -> works.begun.get() == 0);

        Files.delete(before);
        await().atMost(SOON).until(() -> works.ended.get() == 1);
        assertThat(order.getResultAsync(String.class)).isNotDone();
        Files.delete(after);

        assertThat(order.getResult(String.class)).isEqualTo("copied");
    }

    private WorkflowStub order() {
        var stub = world.getWorkflowClient()
                .newWorkflowStub(
                        Order.class,
                        WorkflowOptions.newBuilder().setTaskQueue("q").build());
        WorkflowClient.start(stub::run);
        return WorkflowStub.fromTyped(stub);
    }

    /** What Temporal knows of the running activity. */
    private Optional<String> progressOf(WorkflowStub order) {
        var description = world.getWorkflowServiceStubs()
                .blockingStub()
                .describeWorkflowExecution(DescribeWorkflowExecutionRequest.newBuilder()
                        .setNamespace(world.getNamespace())
                        .setExecution(order.getExecution())
                        .build());
        return description.getPendingActivitiesList().stream()
                .filter(activity -> activity.getHeartbeatDetails().getPayloadsCount() > 0)
                .map(activity -> DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
                        activity.getHeartbeatDetails().getPayloads(0), String.class, String.class))
                .findFirst();
    }

    /** Copies until it is let go, and says so now and then. */
    private static final class Works implements Work {
        private final CountDownLatch letGo = new CountDownLatch(1);
        private final AtomicBoolean cancelled = new AtomicBoolean();
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();

        @Override
        public String copy() {
            begun.incrementAndGet();
            try {
                while (!letGo.await(50, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                    Heartbeats.progress("halfway");
                }
            } catch (ActivityCompletionException told) {
                cancelled.set(true);
                throw told;
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
            ended.incrementAndGet();
            return "copied";
        }
    }
}
