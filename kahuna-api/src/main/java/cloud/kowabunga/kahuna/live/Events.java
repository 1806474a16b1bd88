package cloud.kowabunga.kahuna.live;

import cloud.kowabunga.fault.Category;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.access.Standing;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.wire.Api;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Everything that changes and that the caller may see. Who comes back with the last id, which the stream begins with and each event
 * has, gets what came after it; where that is forgotten, an event {@code reset} says that everything has to be looked at anew.
 */
@Api
final class Events {
    private static final int HEARTBEAT_SECONDS = 15;
    private static final int MOST_WAITING = 4096;
    private static final int OUTAGE_PAUSE_MILLIS = 1_000;

    private final ChangeFeed feed;
    private final Outbox outbox;
    private final Database database;
    private final Streams streams;
    private final Standing standing;

    Events(ChangeFeed feed, Outbox outbox, Database database, Streams streams, Standing standing) {
        this.feed = feed;
        this.outbox = outbox;
        this.database = database;
        this.streams = streams;
        this.standing = standing;
    }

    @GetMapping("/events")
    SseEmitter events(
            HttpServletRequest request,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last) {
        var sight = new Sight(database, standing, standing.of(request));
        var from = last == null || last.isBlank() ? null : last.strip();
        var inbox = new Inbox(new ArrayBlockingQueue<>(MOST_WAITING), new AtomicBoolean());
        var subscription = feed.subscribe(inbox);
        try {
            // Before anything is answered: whoever looks at everything when the stream opens sees what came before it.
            var begin = outbox.end();
            return streams.open("events", from == null ? begin.toString() : null, sink -> {
                try (subscription) {
                    new Relay(inbox, sight, sink, begin).run(from);
                }
            });
        } catch (RuntimeException failed) {
            subscription.close();
            throw failed;
        }
    }

    /** What a listener is told. */
    private record Told(String noun, String id, @Nullable String operation) {}

    /** One stream. */
    private final class Relay {
        private final Inbox inbox;
        private final Sight sight;
        private final Streams.Sink sink;
        private Position told;

        Relay(Inbox inbox, Sight sight, Streams.Sink sink, Position begin) {
            this.inbox = inbox;
            this.sight = sight;
            this.sink = sink;
            this.told = begin;
        }

        /** Raises UNAUTHENTICATED as soon as the listener is not known any more. */
        void run(@Nullable String last) throws IOException, InterruptedException {
            if (last != null) {
                resume(last);
            }
            while (true) {
                var change = inbox.changes().poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                if (inbox.lost().compareAndSet(true, false)) {
                    inbox.changes().clear();
                    catchUp(told);
                } else if (change == null) {
                    beat();
                } else {
                    tell(change);
                }
            }
        }

        private void beat() throws IOException {
            try {
                sight.check();
            } catch (KowabungaException away) {
                // Nobody can say now, and nothing new is told meanwhile either.
                requireTransient(away);
            }
            sink.heartbeat();
        }

        private void resume(String last) throws IOException, InterruptedException {
            var position = Position.parse(last).filter(outbox::keeps);
            if (position.isEmpty()) {
                sink.event(told.toString(), "reset", Map.of());
                return;
            }
            told = position.get();
            catchUp(told);
        }

        /** From where the listener is to where the feed is; what the feed brings twice is told once. */
        private void catchUp(Position from) throws IOException, InterruptedException {
            var reached = from;
            while (true) {
                try {
                    var page = outbox.after(reached);
                    if (page.isEmpty()) {
                        return;
                    }
                    for (var change : page) {
                        tell(change);
                    }
                    reached = page.getLast().position();
                } catch (KowabungaException away) {
                    outlive(away);
                }
            }
        }

        private void tell(Change change) throws IOException, InterruptedException {
            if (change.position().compareTo(told) <= 0) {
                return;
            }
            while (true) {
                try {
                    if (sight.reaches(change)) {
                        sink.event(
                                change.position().toString(),
                                change.noun(),
                                new Told(change.noun(), change.id(), change.operation()));
                    }
                    told = change.position();
                    return;
                } catch (KowabungaException away) {
                    outlive(away);
                }
            }
        }

        private void outlive(KowabungaException away) throws IOException, InterruptedException {
            requireTransient(away);
            sink.heartbeat();
            Thread.sleep(OUTAGE_PAUSE_MILLIS);
        }
    }

    private static void requireTransient(KowabungaException no) {
        if (no.fault().category() != Category.TRANSIENT) {
            throw no;
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
            // Wakes the relay, which then looks for itself.
            var _ = changes.offer(new Change(new Position(0, 0), "", "", null, null));
        }
    }
}
