package cloud.kowabunga.tunnel;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** Asks whoever serves a queue one thing. */
@WorkflowInterface
public interface Ask {
    /** The queue on which the workflow itself runs, without any tunnel. */
    String QUEUE = "asking";

    @WorkflowMethod
    String run(String queue, String activity, String words);

    @ActivityInterface
    interface Echo {
        String echo(String words);
    }

    final class AskWorkflow implements Ask {
        @Override
        public String run(String queue, String activity, String words) {
            var anyone = Workflow.newUntypedActivityStub(ActivityOptions.newBuilder()
                    .setTaskQueue(queue)
                    .setScheduleToCloseTimeout(Duration.ofMinutes(2))
                    .setHeartbeatTimeout(Duration.ofSeconds(10))
                    .setRetryOptions(RetryOptions.newBuilder()
                            .setInitialInterval(Duration.ofMillis(200))
                            .build())
                    .build());
            return String.valueOf(
                    words.isEmpty()
                            ? anyone.execute(activity, Object.class)
                            : anyone.execute(activity, Object.class, words));
        }
    }
}
