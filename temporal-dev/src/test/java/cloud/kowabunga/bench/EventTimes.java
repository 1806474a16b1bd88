package cloud.kowabunga.bench;

import static org.awaitility.Awaitility.await;

import cloud.kowabunga.endtoend.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** When the event stream told of each change of one resource, as a script hears it. */
final class EventTimes implements AutoCloseable {
    private final List<Double> times = new CopyOnWriteArrayList<>();
    private final Stream<String> lines;

    EventTimes(Api api, String resource) {
        try {
            lines = api.lines("/events");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Thread.ofVirtual().start(() -> listen(resource));
    }

    private void listen(String resource) {
        try {
            lines.filter(line -> line.contains(resource)).forEach(_ -> times.add(now()));
        } catch (UncheckedIOException closed) {
            // Nobody listens any more.
        }
    }

    private static double now() {
        var now = Instant.now();
        return now.getEpochSecond() * 1000.0 + now.getNano() / 1e6;
    }

    /** Of the first event since then, milliseconds since 1970. */
    double after(double committed) {
        await().atMost(Duration.ofSeconds(20)).until(() -> first(committed).isPresent());
        return first(committed).orElseThrow();
    }

    private OptionalDouble first(double committed) {
        return times.stream()
                .mapToDouble(Double::doubleValue)
                .filter(at -> at >= committed)
                .findFirst();
    }

    @Override
    public void close() {
        lines.close();
    }
}
