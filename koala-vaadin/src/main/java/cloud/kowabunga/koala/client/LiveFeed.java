package cloud.kowabunga.koala.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of Kahuna's event streams, read on a thread of its own until closed. A stream that breaks is opened again after a
 * random pause, so that many Koalas do not come back at the same moment.
 */
public final class LiveFeed implements AutoCloseable {
    /** Who wants to know. Called on the feed's thread, one call after the other. */
    public interface Listener<T> {
        /** The stream is open, for the first time or again: what was shown before may be out of date. */
        void open();

        void event(T event);

        /** The stream broke or could not be opened; the feed goes on trying. */
        void lost();

        /** Kahuna said no, and will say no again: nothing more will come. */
        void refused(KahunaRefusal refusal);
    }

    /** Where a stream comes from and for whom. */
    record Source(HttpClient http, URI uri, Credential credential, Whence whence) {
        /** To be given a time in which the answer has to begin. */
        HttpRequest.Builder request(String accept) {
            var request = HttpRequest.newBuilder(uri)
                    .header("Accept", accept)
                    .header(credential.header(), credential.headerValue());
            whence.address().ifPresent(address -> request.header(Whence.HEADER, address));
            return request;
        }
    }

    private static final Logger log = LoggerFactory.getLogger(LiveFeed.class);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** Kahuna says something at least every 15 s; three times that means that nobody is there any more. */
    private static final Duration SILENCE = Duration.ofSeconds(45);

    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable LineQueue lines;

    private LiveFeed() {}

    static <T> LiveFeed open(Source source, Class<T> type, Listener<T> listener) {
        var feed = new LiveFeed();
        Thread.ofVirtual().name("feed " + source.uri().getPath()).start(() -> feed.run(source, type, listener));
        return feed;
    }

    @Override
    public void close() {
        closed.countDown();
        var open = lines;
        if (open != null) {
            open.cancel();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private <T> void run(Source source, Class<T> type, Listener<T> listener) {
        var failures = 0;
        try {
            while (!isClosed()) {
                var heard = false;
                try {
                    heard = listen(source, type, listener);
                } catch (IOException e) {
                    log.debug("{} does not answer: {}", source.uri(), e.toString());
                }
                if (!isClosed()) {
                    listener.lost();
                }
                failures = heard ? 0 : failures + 1;
                if (closed.await(pause(failures).toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (KahunaRefusal e) {
            if (!isClosed()) {
                listener.refused(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Reads one connection to its end; whether it was open at all. */
    private <T> boolean listen(Source source, Class<T> type, Listener<T> listener)
            throws IOException, InterruptedException {
        var request = source.request("text/event-stream").timeout(ANSWER).build();
        var response = source.http().send(request, BodyHandlers.ofPublisher());
        var status = response.statusCode();
        if (status >= 400 && status < 500) {
            throw Kahuna.refusal(status, text(response.body()));
        }
        var queue = new LineQueue();
        lines = queue;
        response.body().subscribe(BodySubscribers.fromLineSubscriber(queue));
        try {
            if (status == 200 && !isClosed()) {
                listener.open();
                follow(queue, type, listener);
                return true;
            }
            return false;
        } finally {
            queue.cancel();
        }
    }

    private static String text(Flow.Publisher<List<ByteBuffer>> body) {
        var text = BodySubscribers.ofString(StandardCharsets.UTF_8);
        body.subscribe(text);
        return text.getBody()
                .toCompletableFuture()
                .completeOnTimeout("", ANSWER.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private <T> void follow(LineQueue queue, Class<T> type, Listener<T> listener) throws InterruptedException {
        var parser = new EventParser();
        while (!isClosed()) {
            switch (queue.next(SILENCE)) {
                case LineQueue.Next.Line(String text) ->
                    parser.line(text).ifPresent(event -> deliver(event, type, listener));
                case LineQueue.Next.End _, LineQueue.Next.Silence _ -> {
                    return;
                }
            }
        }
    }

    private static <T> void deliver(EventParser.Event event, Class<T> type, Listener<T> listener) {
        try {
            listener.event(WireJson.MAPPER.readValue(event.data(), type));
        } catch (RuntimeException e) {
            // One event that cannot be read or shown must not end the stream of all others.
            log.warn("An event '{}' was lost.", event.name(), e);
        }
    }

    private static Duration pause(int failures) {
        var ceiling = Math.min(LONGEST_PAUSE.toMillis(), FIRST_PAUSE.toMillis() << Math.min(failures, 10));
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(20, ceiling + 1));
    }
}
