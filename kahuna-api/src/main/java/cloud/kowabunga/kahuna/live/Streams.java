package cloud.kowabunga.kahuna.live;

import cloud.kowabunga.fault.Category;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.wire.Json;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Server-sent events, each stream fed by a virtual thread of its own. A listener that is gone or too slow ends its stream and nothing else. */
@Component
final class Streams {
    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);
    private static final long FOR_EVER = 0;
    private static final long COME_BACK_MILLIS = 1_000;

    /** Of whoever may hear nothing more, and is told why when they come back. */
    private static final Set<Category> LOST_RIGHTS =
            Set.of(Category.UNKNOWN_CALLER, Category.FORBIDDEN, Category.ABSENT);

    private final Set<Thread> running = ConcurrentHashMap.newKeySet();

    /** Feeds one stream until it returns. */
    interface Source {
        void feed(Sink sink) throws IOException, InterruptedException;
    }

    SseEmitter open(String name, Source source) {
        return open(name, null, source);
    }

    /** @param id with which a listener that hears nothing more comes back */
    SseEmitter open(String name, @Nullable String id, Source source) {
        var emitter = new SseEmitter(FOR_EVER);
        var sink = new Sink(emitter);
        var thread = Thread.ofVirtual().name(name).unstarted(() -> run(emitter, sink, id, source));
        // Whoever closes the connection wakes the thread, so that it does not wait for a change that may never come.
        emitter.onCompletion(thread::interrupt);
        emitter.onError(_ -> thread.interrupt());
        running.add(thread);
        thread.start();
        return emitter;
    }

    private void run(SseEmitter emitter, Sink sink, @Nullable String id, Source source) {
        try {
            sink.begin(id);
            source.feed(sink);
            emitter.complete();
        } catch (IOException | IllegalStateException _) {
            // The listener is gone.
            emitter.complete();
        } catch (InterruptedException _) {
            emitter.complete();
        } catch (KowabungaException no) {
            if (!LOST_RIGHTS.contains(no.fault().category())) {
                LOG.warn("An event stream failed", no);
            }
            emitter.complete();
        } catch (RuntimeException failed) {
            LOG.warn("An event stream failed", failed);
            emitter.complete();
        } finally {
            running.remove(Thread.currentThread());
        }
    }

    /** Streams never end by themselves, and a stopping Kahuna would wait for them. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        running.forEach(Thread::interrupt);
    }

    /** What goes out on one stream. */
    static final class Sink {
        private final SseEmitter emitter;

        Sink(SseEmitter emitter) {
            this.emitter = emitter;
        }

        /** Says at once that the stream is open, and how soon to come back where it ends: browsers do so by themselves. */
        void begin(@Nullable String id) throws IOException {
            var event = SseEmitter.event();
            if (id != null) {
                event.id(id);
            }
            emitter.send(event.reconnectTime(COME_BACK_MILLIS).comment("alive"));
        }

        /** @param json one line */
        void event(String type, String json) throws IOException {
            emitter.send(SseEmitter.event().name(type).data(json, MediaType.TEXT_PLAIN));
        }

        void event(String type, Object data) throws IOException {
            event(type, Json.mapper().writeValueAsString(data));
        }

        /** @param id with which the listener comes back to hear what came after it */
        void event(String id, String type, Object data) throws IOException {
            emitter.send(SseEmitter.event()
                    .id(id)
                    .name(type)
                    .data(Json.mapper().writeValueAsString(data), MediaType.TEXT_PLAIN));
        }

        /** Proves to both ends that the connection is alive. */
        void heartbeat() throws IOException {
            emitter.send(SseEmitter.event().comment("alive"));
        }
    }
}
