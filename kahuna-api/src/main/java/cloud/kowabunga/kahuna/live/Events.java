package cloud.kowabunga.kahuna.live;

import cloud.kowabunga.Noun;
import cloud.kowabunga.kahuna.access.Proof;
import cloud.kowabunga.kahuna.access.Standing;
import cloud.kowabunga.kahuna.wire.Api;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Everything that changes. Ends where some changes may have gone by unheard, as when PostgreSQL was away, so that the listener
 * connects anew and looks at everything; by then PostgreSQL is back.
 */
@Api
final class Events {
    private static final Set<String> TOLD = Set.of(
            Noun.INSTANCE.path(),
            Noun.KOMPUTE.path(),
            Noun.VOLUME.path(),
            Noun.TEMPLATE.path(),
            Noun.OPERATION.path(),
            Noun.AGENT.path());
    private static final int HEARTBEAT_SECONDS = 15;
    private static final int MOST_WAITING = 4096;

    private final ChangeFeed feed;
    private final Streams streams;
    private final Standing standing;

    Events(ChangeFeed feed, Streams streams, Standing standing) {
        this.standing = standing;
        this.feed = feed;
        this.streams = streams;
    }

    @GetMapping("/events")
    SseEmitter events(HttpServletRequest request) {
        var proof = standing.of(request);
        var inbox = new Inbox(new ArrayBlockingQueue<>(MOST_WAITING), new AtomicBoolean());
        var subscription = feed.subscribe(inbox);
        return streams.open("events", sink -> {
            try (subscription) {
                relay(inbox, sink, proof);
            }
        });
    }

    /** Tells what the caller may hear, for as long as they are let in. */
    private void relay(Inbox inbox, Streams.Sink sink, Proof proof) throws IOException, InterruptedException {
        var caller = standing.now(proof);
        var asked = System.nanoTime();
        while (caller.isPresent() && !inbox.lost().get()) {
            var change = inbox.changes().poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
            if (change == null) {
                sink.heartbeat();
            } else if (TOLD.contains(change.noun()) && standing.mayHear(caller.get(), change.noun(), change.id())) {
                sink.event(change.noun(), change);
            }
            if (System.nanoTime() - asked > TimeUnit.SECONDS.toNanos(HEARTBEAT_SECONDS)) {
                caller = standing.now(proof);
                asked = System.nanoTime();
            }
        }
    }

    private record Inbox(BlockingQueue<Change> changes, AtomicBoolean lost) implements ChangeListener {
        @Override
        public void changed(Change change) {
            if (!changes.offer(change)) {
                lost.set(true);
            }
        }

        @Override
        public void missedSome() {
            lost.set(true);
            // Wakes the relay; which noun it is does not matter, as nothing more is told.
            var _ = changes.offer(new Change("", "", null));
        }
    }
}
