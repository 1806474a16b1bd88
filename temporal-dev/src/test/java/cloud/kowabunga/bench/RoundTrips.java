package cloud.kowabunga.bench;

import cloud.kowabunga.network.NetworkActivities;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.List;

/** Asks one agent activity many times over one queue: through the tunnel where an agent serves it, or directly. */
@WorkflowInterface
public interface RoundTrips {
    /** Answers with the duration of the whole in milliseconds of workflow time. */
    @WorkflowMethod
    long run(String queue, int times);

    final class OneByOne implements RoundTrips {
        @Override
        public long run(String queue, int times) {
            var network = Workflow.newActivityStub(
                    NetworkActivities.class,
                    ActivityOptions.newBuilder()
                            .setTaskQueue(queue)
                            .setDisableEagerExecution(true)
                            .setStartToCloseTimeout(Duration.ofMinutes(1))
                            .build());
            var began = Workflow.currentTimeMillis();
            for (var i = 0; i < times; i++) {
                network.checkBridges(new NetworkActivities.Bridges(List.of()));
            }
            return Workflow.currentTimeMillis() - began;
        }
    }
}
