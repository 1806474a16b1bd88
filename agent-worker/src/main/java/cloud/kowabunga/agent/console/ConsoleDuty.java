package cloud.kowabunga.agent.console;

import cloud.kowabunga.agent.tunnel.ConsoleCalls;
import cloud.kowabunga.agent.tunnel.Dialer;
import cloud.kowabunga.compute.ConsoleCall;
import cloud.kowabunga.compute.ConsoleId;
import cloud.kowabunga.compute.SerialConsoles;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for Kahuna's calls to consoles, and carries each console to Kahuna over a WebSocket that the agent dials. */
public final class ConsoleDuty implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleDuty.class);
    private static final int AT_ONCE = 64;
    private static final Duration HEAR_AGAIN = Duration.ofMillis(500);
    private static final Duration ASK_AGAIN = Duration.ofMinutes(1);

    private final SerialConsoles consoles;
    private final Dialer dialer;
    private final ConsoleCalls calls;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Set<ConsoleId> begun = ConcurrentHashMap.newKeySet();
    private final Set<ConsoleRelay> open = ConcurrentHashMap.newKeySet();
    private final Thread hearing = Thread.ofVirtual().name("console-calls").unstarted(this::run);

    public ConsoleDuty(SerialConsoles consoles, Dialer dialer, Channel kahuna) {
        this.consoles = consoles;
        this.dialer = dialer;
        this.calls = new ConsoleCalls(kahuna);
    }

    public void start() {
        hearing.start();
    }

    /** Ends every console. */
    @Override
    public void close() {
        hearing.interrupt();
        open.forEach(relay -> relay.end("The agent stops."));
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            var pause = HEAR_AGAIN;
            try {
                calls.hear(this::called);
            } catch (StatusRuntimeException ended) {
                LOG.debug("The stream of calls to consoles ended.", ended);
                // A Kahuna that has no consoles yet may be exchanged for a newer one.
                pause = ended.getStatus().getCode() == Status.Code.PERMISSION_DENIED ? ASK_AGAIN : HEAR_AGAIN;
            } catch (RuntimeException failed) {
                LOG.error("A call to a console failed.", failed);
            }
            pause(pause);
        }
    }

    /** Kahuna may call twice, as it does not know whether it was heard. */
    private void called(ConsoleCall call) {
        if (!begun.add(call.console())) {
            return;
        }
        if (!places.tryAcquire()) {
            begun.remove(call.console());
            LOG.warn("There are {} consoles open on this Kaktus; one more has to wait.", AT_ONCE);
            return;
        }
        var relay = new ConsoleRelay(call, consoles, dialer);
        open.add(relay);
        var _ = Thread.ofVirtual().name("console-" + call.instance()).start(() -> {
            try {
                relay.run();
            } finally {
                open.remove(relay);
                places.release();
                begun.remove(call.console());
            }
        });
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
