package cloud.kowabunga.fault;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.function.BiConsumer;

/** On every worker: turns what an activity throws into a failure with a fault's name, and hands the original to a log. */
public final class FaultInterceptor extends WorkerInterceptorBase {
    private final BiConsumer<String, Throwable> log;

    /** @param log gets the activity's type and what it threw, once per attempt */
    public FaultInterceptor(BiConsumer<String, Throwable> log) {
        this.log = log;
    }

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new Translating(next, log);
    }

    private static final class Translating extends ActivityInboundCallsInterceptorBase {
        private final BiConsumer<String, Throwable> log;
        private String type = "";

        Translating(ActivityInboundCallsInterceptor next, BiConsumer<String, Throwable> log) {
            super(next);
            this.log = log;
        }

        @Override
        public void init(ActivityExecutionContext context) {
            type = context.getInfo().getActivityType();
            super.init(context);
        }

        @Override
        public ActivityOutput execute(ActivityInput input) {
            try {
                return super.execute(input);
            } catch (RuntimeException thrown) {
                // How the SDK itself says "cancelled" must pass unchanged.
                if (thrown instanceof io.temporal.client.ActivityCompletionException) {
                    throw thrown;
                }
                log.accept(type, thrown);
                throw Faults.toFailure(thrown);
            }
        }
    }
}
