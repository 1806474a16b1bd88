package cloud.kowabunga.kahuna.live;

import cloud.kowabunga.Noun;
import cloud.kowabunga.fault.Category;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.access.Proof;
import cloud.kowabunga.kahuna.access.Standing;
import cloud.kowabunga.kahuna.operation.OperationBody;
import cloud.kowabunga.kahuna.operation.OperationQuery;
import cloud.kowabunga.kahuna.operation.OperationView;
import cloud.kowabunga.kahuna.wire.Api;
import cloud.kowabunga.kahuna.wire.Json;
import cloud.kowabunga.operation.OperationId;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One operation as it moves: at once, then on every change, to its end. Its row tells of steps; attempts and progress are the
 * engine's and are asked for once a second, as long as somebody watches.
 */
@Api
final class OperationEvents {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final OperationQuery query;
    private final ChangeFeed feed;
    private final Streams streams;
    private final Standing standing;

    OperationEvents(OperationQuery query, ChangeFeed feed, Streams streams, Standing standing) {
        this.standing = standing;
        this.query = query;
        this.feed = feed;
        this.streams = streams;
    }

    @GetMapping("/operation/{operationId}/events")
    SseEmitter events(@PathVariable("operationId") OperationId id, HttpServletRequest request) {
        var proof = standing.of(request);
        if (query.find(id).isEmpty()) {
            throw Fault.NOT_FOUND.because("There is no Operation '" + id.value() + "'.");
        }
        return streams.open("operation-events", sink -> feed(id, sink, proof));
    }

    private void feed(OperationId id, Streams.Sink sink, Proof proof) throws IOException, InterruptedException {
        var wake = new Semaphore(0);
        try (var _ = feed.subscribe(new Waker(id, wake))) {
            var told = "";
            var toldAt = System.nanoTime();
            while (true) {
                var view = look(id, proof);
                var json = view.map(seen -> Json.mapper().writeValueAsString(OperationBody.of(seen)))
                        .orElse(told);
                if (!json.equals(told)) {
                    sink.event(Noun.OPERATION.path(), json);
                    told = json;
                    toldAt = System.nanoTime();
                } else if (System.nanoTime() - toldAt > HEARTBEAT.toNanos()) {
                    sink.heartbeat();
                    toldAt = System.nanoTime();
                }
                if (view.isPresent() && view.get().state().isFinal()) {
                    return;
                }
                var _ = wake.tryAcquire(1, TimeUnit.SECONDS);
                wake.drainPermits();
            }
        }
    }

    /** Empty while PostgreSQL is away: the stream outlives that, and nothing else. Raises what a request for the operation would. */
    private Optional<OperationView> look(OperationId id, Proof proof) {
        try {
            standing.requireWatch(proof, id);
            return query.find(id);
        } catch (KowabungaException no) {
            if (no.fault().category() == Category.TRANSIENT) {
                return Optional.empty();
            }
            throw no;
        }
    }

    private record Waker(OperationId id, Semaphore wake) implements ChangeListener {
        @Override
        public void changed(Change change) {
            if (change.noun().equals(Noun.OPERATION.path()) && change.id().equals(id.value())) {
                wake.release();
            }
        }

        @Override
        public void missedSome() {
            wake.release();
        }
    }
}
