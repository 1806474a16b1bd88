package cloud.kowabunga.kahuna.engine;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Whether there is a connection to the engine. One that is slow to answer has one; a process that is gone has none. */
final class Link {
    private final ManagedChannel channel;

    Link(ManagedChannel channel) {
        this.channel = channel;
    }

    boolean stands() {
        return channel.getState(false) == ConnectivityState.READY;
    }

    /** Connects where there is no connection, at once and whatever the back-off says, and answers whether there is one then. */
    boolean standsWithin(Duration patience) {
        if (stands()) {
            return true;
        }
        var deadline = System.nanoTime() + patience.toNanos();
        channel.resetConnectBackoff();
        try {
            for (var state = channel.getState(true); state != ConnectivityState.READY; state = channel.getState(true)) {
                if (state == ConnectivityState.SHUTDOWN || !changes(state, deadline - System.nanoTime())) {
                    return stands();
                }
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return stands();
        }
    }

    private boolean changes(ConnectivityState from, long nanos) throws InterruptedException {
        var changed = new CountDownLatch(1);
        channel.notifyWhenStateChanged(from, changed::countDown);
        return nanos > 0 && changed.await(nanos, TimeUnit.NANOSECONDS);
    }
}
