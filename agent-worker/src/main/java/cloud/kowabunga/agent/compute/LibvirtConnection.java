package cloud.kowabunga.agent.compute;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.libvirt.LibvirtException;

/**
 * The way to one libvirtd: opened when it is needed, kept, and opened anew after libvirtd went away, which is an ordinary event. All calls run on
 * threads of the platform, because libvirt keeps the last error for each of them.
 */
public final class LibvirtConnection implements AutoCloseable {
    private final String uri;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().daemon().name("libvirt-", 0).factory());
    private final OpenConnects connects;

    public LibvirtConnection(String uri) {
        this.uri = uri;
        this.connects = new OpenConnects(uri, threads);
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
        return wait(threads.submit(() -> callHere(wish, call)));
    }

    private static <T> T wait(Future<T> answer) {
        var interrupted = false;
        try {
            while (true) {
                try {
                    return answer.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                } catch (ExecutionException failure) {
                    throw failure.getCause() instanceof RuntimeException known
                            ? known
                            : new IllegalStateException(failure);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Begins something that lasts and keeps the connection for itself, until it gives it {@linkplain #giveBack back}. Where the call fails, nothing was
     * begun. Waits as {@link #call} does.
     */
    <T> T begin(String wish, Call<T> call) {
        return wait(threads.submit(() -> {
            var connect = connects.take();
            var begun = false;
            try {
                var thing = on(connect, wish, call);
                begun = true;
                return thing;
            } finally {
                if (!begun) {
                    connects.giveBack(connect);
                }
            }
        }));
    }

    /** What {@link #begin} began is over. */
    void giveBack(KeptConnect connect) {
        connects.giveBack(connect);
    }

    /** Threads that libvirt may make wait. */
    Executor threads() {
        return threads;
    }

    /** Asks something that changes nothing, for a caller that cannot wait for the answer. */
    <T> Future<T> ask(String wish, Call<T> call) {
        return threads.submit(() -> callHere(wish, call));
    }

    private <T> T callHere(String wish, Call<T> call) {
        var connect = connects.take();
        try {
            return on(connect, wish, call);
        } finally {
            connects.giveBack(connect);
        }
    }

    private <T> T on(KeptConnect connect, String wish, Call<T> call) {
        try {
            return call.on(connect);
        } catch (LibvirtException failure) {
            throw OpenConnects.isAlive(connect)
                    ? LibvirtFaults.of(failure, wish)
                    : connects.away(LibvirtFaults.message(failure), failure);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        connects.close();
    }
}
