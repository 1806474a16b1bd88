package cloud.kowabunga.koala.client;

import java.time.Duration;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Hands the lines of a response that never ends to a thread that can stop waiting for the next one. */
final class LineQueue implements Flow.Subscriber<String> {
    private final LinkedBlockingQueue<Next> queue = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;

    sealed interface Next {
        record Line(String text) implements Next {}

        /** Nothing will follow. */
        record End() implements Next {}

        /** Nothing came for as long as was waited. */
        record Silence() implements Next {}
    }

    Next next(Duration limit) throws InterruptedException {
        var next = queue.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (next == null) {
            return new Next.Silence();
        }
        var source = subscription;
        if (source != null) {
            source.request(1);
        }
        return next;
    }

    /** Hangs up; whoever waits sees the end. */
    void cancel() {
        var source = subscription;
        if (source != null) {
            source.cancel();
        }
        queue.add(new Next.End());
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        subscription = source;
        // A few ahead, so that a burst does not take a round through the queue for each line.
        source.request(64);
    }

    @Override
    public void onNext(String line) {
        queue.add(new Next.Line(line));
    }

    @Override
    public void onError(Throwable cause) {
        queue.add(new Next.End());
    }

    @Override
    public void onComplete() {
        queue.add(new Next.End());
    }
}
