package cloud.kowabunga.bench;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** A workflow that does as many activities as a creation does, each of them nothing: what Temporal itself costs. */
@WorkflowInterface
public interface NoOps {
    String QUEUE = "bench";

    /** So many ordinary activities, and so many local ones, one after the other. */
    @WorkflowMethod
    void run(int ordinary, int local);

    @ActivityInterface(namePrefix = "Bench.")
    interface NoOp {
        @ActivityMethod
        void nothing();
    }

    final class Sequence implements NoOps {
        private final NoOp ordinary = Workflow.newActivityStub(
                NoOp.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .build());
        private final NoOp local = Workflow.newLocalActivityStub(
                NoOp.class,
                LocalActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .build());

        @Override
        public void run(int ordinaryTimes, int localTimes) {
            for (var i = 0; i < Math.max(ordinaryTimes, localTimes); i++) {
                if (i < localTimes) {
                    local.nothing();
                }
                if (i < ordinaryTimes) {
                    ordinary.nothing();
                }
            }
        }
    }
}
