package cloud.kowabunga.agent;

import cloud.kowabunga.fault.Fault;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For drills: holds an activity of type {@code T} for as long as the file {@code before-T} lies in a folder, and again with
 * its effect done and its answer not given while {@code after-T} does. See docs/operating/drills.md.
 */
final class Holds extends WorkerInterceptorBase {
    private static final Logger LOG = LoggerFactory.getLogger(Holds.class);
    private static final long LOOK_EVERY_MILLIS = 50;

    private final Path folder;

    Holds(Path folder) {
        this.folder = folder;
    }

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new Holding(next);
    }

    private void hold(String when, String type) {
        var file = folder.resolve(when + "-" + type);
        if (!Files.exists(file)) {
            return;
        }
        LOG.atInfo().addKeyValue("activity", type).log("Held by {}.", file);
        try {
            while (Files.exists(file)) {
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw Fault.ENGINE_AWAY.because("The agent is being stopped.", stopping);
        }
        LOG.atInfo().addKeyValue("activity", type).log("Let go.");
    }

    private final class Holding extends ActivityInboundCallsInterceptorBase {
        private String type = "";

        Holding(ActivityInboundCallsInterceptor next) {
            super(next);
        }

        @Override
        public void init(ActivityExecutionContext context) {
            type = context.getInfo().getActivityType();
            super.init(context);
        }

        @Override
        public ActivityOutput execute(ActivityInput input) {
            hold("before", type);
            var output = super.execute(input);
            hold("after", type);
            return output;
        }
    }
}
