package cloud.kowabunga.agent;

import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Temporal every {@value #SECONDS} seconds that a running activity is alive, so that a lost agent is noticed within
 * seconds whatever its activities do, and carries what long ones say of their progress.
 */
public final class Heartbeats extends WorkerInterceptorBase {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);
    private static final int SECONDS = 3;
    private static final ThreadLocal<@Nullable Beat> CURRENT = new ThreadLocal<>();

    /**
     * Says how far the activity on this thread has come, for example {@code 120 of 400 MiB}. Where the operation was
     * cancelled meanwhile, this throws an {@link ActivityCompletionException}, which an activity lets pass after it has
     * cleaned up. Outside an activity nothing happens.
     */
    public static void progress(String text) {
        var beat = CURRENT.get();
        if (beat != null) {
            beat.progress = text;
            var ended = beat.ended;
            if (ended != null) {
                throw ended;
            }
        }
    }

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new Beating(next);
    }

    private static final class Beating extends ActivityInboundCallsInterceptorBase {
        private @Nullable ActivityExecutionContext context;

        Beating(ActivityInboundCallsInterceptor next) {
            super(next);
        }

        @Override
        public void init(ActivityExecutionContext context) {
            this.context = context;
            super.init(context);
        }

        @Override
        public ActivityOutput execute(ActivityInput input) {
            var running = context;
            if (running == null || running.getInfo().isLocal()) {
                return super.execute(input);
            }
            var beat = new Beat(running);
            var thread = Thread.ofVirtual().name("heartbeat").start(beat::run);
            CURRENT.set(beat);
            try {
                return super.execute(input);
            } finally {
                CURRENT.remove();
                thread.interrupt();
            }
        }
    }

    /** The heart of one running activity. */
    private static final class Beat {
        private final ActivityExecutionContext context;
        private volatile String progress = "";
        private volatile @Nullable ActivityCompletionException ended;

        Beat(ActivityExecutionContext context) {
            this.context = context;
        }

        void run() {
            try {
                while (ended == null) {
                    Thread.sleep(Duration.ofSeconds(SECONDS));
                    beat();
                }
            } catch (InterruptedException done) {
                Thread.currentThread().interrupt();
            }
        }

        private void beat() {
            try {
                context.heartbeat(progress);
            } catch (ActivityCompletionException nobodyWaits) {
                ended = nobodyWaits;
            } catch (RuntimeException missed) {
                LOG.debug("A heartbeat did not get through.", missed);
            }
        }
    }
}
