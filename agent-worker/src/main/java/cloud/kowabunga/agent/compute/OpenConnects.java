package cloud.kowabunga.agent.compute;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.libvirt.LibvirtException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to one libvirtd, each used by one thread at a time. Libvirt allows threads to share one; but when a libvirtd hangs, the keep-alive of
 * libvirt 9 wakes only the first thread that waits, and leaves the next one waiting for ever.
 */
final class OpenConnects {
    private static final Logger LOG = LoggerFactory.getLogger(OpenConnects.class);
    private static final Duration OPENING = Duration.ofSeconds(15);
    private static final int KEPT = 4;
    private static final int KEEP_ALIVE_SECONDS = 5;
    private static final int KEEP_ALIVE_MISSES = 3;

    private final String uri;
    private final Executor threads;
    private final Deque<KeptConnect> idle = new ArrayDeque<>();
    private @Nullable FutureTask<KeptConnect> opening;
    private boolean closed;

    OpenConnects(String uri, Executor threads) {
        this.uri = uri;
        this.threads = threads;
    }

    /** A connection for the caller alone, to be given back. Raises LIBVIRT_AWAY after 15 s at most. */
    KeptConnect take() {
        var deadline = System.nanoTime() + OPENING.toNanos();
        while (true) {
            var known = idle();
            if (known != null) {
                return known;
            }
            var attempt = attempt();
            var opened = await(attempt, deadline);
            if (claim(attempt)) {
                return opened;
            }
        }
    }

    /** Keeps it for the next one, unless it is dead. */
    void giveBack(KeptConnect connect) {
        if (!isAlive(connect) || !keep(connect)) {
            end(connect);
        }
    }

    static boolean isAlive(KeptConnect connect) {
        try {
            return connect.isAlive();
        } catch (LibvirtException dead) {
            return false;
        }
    }

    KowabungaException away(String why, @Nullable Throwable cause) {
        return Fault.LIBVIRT_AWAY.because("libvirt at " + uri + " does not answer: " + why + ".", cause);
    }

    void close() {
        KeptConnect connect;
        while ((connect = next(true)) != null) {
            end(connect);
        }
    }

    private @Nullable KeptConnect idle() {
        KeptConnect connect;
        while ((connect = next(false)) != null) {
            if (isAlive(connect)) {
                return connect;
            }
            end(connect);
        }
        return null;
    }

    private synchronized @Nullable KeptConnect next(boolean closing) {
        closed |= closing;
        return idle.pollFirst();
    }

    private synchronized boolean keep(KeptConnect connect) {
        if (closed || idle.size() >= KEPT) {
            return false;
        }
        idle.addFirst(connect);
        return true;
    }

    /** One attempt at a time, since one that a hanging libvirtd does not answer cannot be stopped: those who come meanwhile wait for the same. */
    private synchronized FutureTask<KeptConnect> attempt() {
        var known = opening;
        if (known == null) {
            known = new FutureTask<>((Callable<KeptConnect>) this::open);
            opening = known;
            threads.execute(known);
        }
        return known;
    }

    private synchronized boolean claim(FutureTask<KeptConnect> attempt) {
        if (!attempt.equals(opening)) {
            return false;
        }
        opening = null;
        return true;
    }

    private KeptConnect await(FutureTask<KeptConnect> attempt, long deadline) {
        try {
            return attempt.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failure) {
            claim(attempt);
            throw failure.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failure);
        } catch (TimeoutException slow) {
            throw away("no answer within " + OPENING.toSeconds() + " s", slow);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw away("the agent is stopping", stopping);
        }
    }

    private KeptConnect open() {
        try {
            EventLoop.start();
            var connect = new KeptConnect(uri);
            keepAlive(connect);
            LOG.info("Connected to libvirt at {}.", uri);
            return connect;
        } catch (LibvirtException failure) {
            throw away(LibvirtFaults.message(failure), failure);
        } catch (UnsatisfiedLinkError absent) {
            throw Fault.LIBVIRT_AWAY.because(
                    "libvirt is not installed on this Kaktus: install the package libvirt0 and libvirt-daemon-system.",
                    absent);
        }
    }

    /** Without it a libvirtd that hangs would be waited for without end. Drivers inside the library have nothing to keep alive. */
    private static void keepAlive(KeptConnect connect) {
        try {
            connect.setKeepAlive(KEEP_ALIVE_SECONDS, KEEP_ALIVE_MISSES);
        } catch (LibvirtException unsupported) {
            LOG.debug("No keep-alive: {}", unsupported.getMessage());
        }
    }

    private static void end(KeptConnect connect) {
        try {
            connect.close();
        } catch (LibvirtException dead) {
            LOG.debug("Closing a connection: {}", dead.getMessage());
        }
    }
}
