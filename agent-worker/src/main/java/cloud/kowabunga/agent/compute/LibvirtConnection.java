package cloud.kowabunga.agent.compute;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.libvirt.LibvirtException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to one libvirtd: opened when it is needed, kept, and opened anew after libvirtd went away, which is an ordinary event. All calls run on
 * threads of the platform, because libvirt keeps the last error for each of them.
 */
public final class LibvirtConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LibvirtConnection.class);
    private static final Duration OPENING = Duration.ofSeconds(15);
    private static final int KEEP_ALIVE_SECONDS = 5;
    private static final int KEEP_ALIVE_MISSES = 3;

    private final String uri;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("libvirt-", 0).factory());
    private @Nullable Future<KeptConnect> kept;

    public LibvirtConnection(String uri) {
        this.uri = uri;
    }

    /** Something to ask of libvirt. */
    @FunctionalInterface
    interface Call<T> {
        T on(KeptConnect connect) throws LibvirtException;
    }

    public String uri() {
        return uri;
    }

    /**
     * Asks libvirt and waits for the answer, however long it takes; a call that was begun is never left alone, since its effect could come after an undo.
     * A libvirtd that hangs is given up after 20 s.
     *
     * @param wish completes "libvirt refused to …"
     */
    <T> T call(String wish, Call<T> call) {
        var answer = threads.submit(() -> callHere(wish, call));
        var interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                } catch (ExecutionException failure) {
                    throw unwrapped(failure);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Asks something that changes nothing, for a caller that cannot wait for the answer. */
    <T> Future<T> ask(String wish, Call<T> call) {
        return threads.submit(() -> callHere(wish, call));
    }

    private <T> T callHere(String wish, Call<T> call) {
        var connect = connect();
        try {
            return call.on(connect);
        } catch (LibvirtException failure) {
            throw isAlive(connect) ? LibvirtFaults.of(failure, wish) : away(LibvirtFaults.message(failure), failure);
        }
    }

    private KeptConnect connect() {
        try {
            return kept().get(OPENING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw unwrapped(failure);
        } catch (TimeoutException | InterruptedException slow) {
            throw away("no answer within " + OPENING.toSeconds() + " s", slow);
        }
    }

    /** One attempt at a time: those who come while it runs wait for the same one. */
    private synchronized Future<KeptConnect> kept() {
        if (kept == null || (kept.isDone() && !isUsable(kept))) {
            kept = threads.submit(this::open);
        }
        return kept;
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

    private static boolean isUsable(Future<KeptConnect> opened) {
        if (opened.state() != Future.State.SUCCESS) {
            return false;
        }
        var connect = opened.resultNow();
        if (isAlive(connect)) {
            return true;
        }
        try {
            connect.close();
        } catch (LibvirtException dead) {
            LOG.debug("Closing a dead connection: {}", dead.getMessage());
        }
        return false;
    }

    private static boolean isAlive(KeptConnect connect) {
        try {
            return connect.isAlive();
        } catch (LibvirtException dead) {
            return false;
        }
    }

    private KowabungaException away(String why, Throwable cause) {
        return Fault.LIBVIRT_AWAY.because("libvirt at " + uri + " does not answer: " + why + ".", cause);
    }

    private static RuntimeException unwrapped(ExecutionException failure) {
        return failure.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }

    @Override
    public synchronized void close() {
        threads.shutdown();
        if (kept != null && kept.state() == Future.State.SUCCESS) {
            try {
                kept.resultNow().close();
            } catch (LibvirtException dead) {
                LOG.debug("Closing: {}", dead.getMessage());
            }
        }
    }
}
