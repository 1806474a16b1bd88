package cloud.kowabunga.workflow;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Counts activities, those of ledgers too, and lets a plot happen to each of them, before its effect and after it. */
final class Saboteur extends WorkerInterceptorBase {
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private volatile Plot plot = new Plot() {};

    /** What is done to activities. The index counts from 0 over all activities since {@link #plan}. */
    interface Plot {
        default void before(int index, String activity) {}

        /** @param workflow that called it, by its Temporal id */
        default void before(int index, String activity, String workflow) {
            before(index, activity);
        }

        default void after(int index, String activity) {}

        /** How often the activity has its effect. */
        default int times() {
            return 1;
        }
    }

    void plan(Plot next) {
        seen.clear();
        plot = next;
    }

    List<String> seen() {
        return List.copyOf(seen);
    }

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new Interceptor(next);
    }

    private final class Interceptor extends ActivityInboundCallsInterceptorBase {
        private String activity = "";
        private String workflow = "";

        Interceptor(ActivityInboundCallsInterceptor next) {
            super(next);
        }

        @Override
        public void init(ActivityExecutionContext context) {
            activity = context.getInfo().getActivityType();
            workflow = String.valueOf(context.getInfo().getWorkflowId());
            super.init(context);
        }

        @Override
        public ActivityOutput execute(ActivityInput input) {
            int index;
            synchronized (seen) {
                index = seen.size();
                seen.add(activity);
            }
            plot.before(index, activity, workflow);
            var output = super.execute(input);
            for (var time = 1; time < plot.times(); time++) {
                output = super.execute(input);
            }
            plot.after(index, activity);
            return output;
        }
    }
}
