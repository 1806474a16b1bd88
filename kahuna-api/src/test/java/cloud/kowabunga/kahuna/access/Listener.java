package cloud.kowabunga.kahuna.access;

import static org.awaitility.Awaitility.await;

import cloud.kowabunga.kahuna.KahunaWorld;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads an event stream until it is hung up. */
final class Listener implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Stream<String> stream;
    private volatile boolean ended;

    private Listener(Stream<String> stream) {
        this.stream = stream;
        var _ = Thread.ofVirtual().start(() -> {
            try {
                stream.forEach(lines::add);
                ended = true;
            } catch (java.io.UncheckedIOException _) {
                // Hung up.
            }
        });
    }

    /**
     * Whom the stream has let in.
     *
     * @param path behind {@code /api/v1}
     * @param last the last id that was heard before, if any was
     */
    static Listener to(KahunaWorld world, String path, String key, @Nullable String last)
            throws IOException, InterruptedException {
        var request = world.request("GET", "/api/v1" + path, null).header("X-API-Key", key);
        if (last != null) {
            request.header("Last-Event-ID", last);
        }
        var listener = new Listener(world.http()
                .send(request.build(), HttpResponse.BodyHandlers.ofLines())
                .body());
        await().atMost(SOON).until(() -> !listener.lines.isEmpty());
        return listener;
    }

    List<String> lines() {
        return lines;
    }

    /** Whether Kahuna ended it. */
    boolean ended() {
        return ended;
    }

    /** With which who heard nothing comes back. */
    String firstId() {
        return lines.getFirst().replaceFirst("^id:", "");
    }

    /** Of what was heard of, in order. */
    List<String> ids() {
        return lines.stream()
                .filter(line -> line.startsWith("data:"))
                .map(line -> line.replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1"))
                .distinct()
                .toList();
    }

    /** The numbers of the audit's rows that were heard of. */
    List<String> audited() {
        return lines.stream()
                .filter(line -> line.startsWith("data:") && line.contains("\"noun\":\"audit\""))
                .map(line -> line.replaceFirst(".*\"id\":\"([^\"]+)\".*", "$1"))
                .toList();
    }

    /** The id of the event that told of it. */
    String idOf(String resource) {
        for (var at = 0; at < lines.size(); at++) {
            if (lines.get(at).startsWith("data:") && lines.get(at).contains(resource)) {
                for (var before = at; before >= 0; before--) {
                    if (lines.get(before).startsWith("id:")) {
                        return lines.get(before).substring("id:".length());
                    }
                }
            }
        }
        throw new AssertionError("Nothing was heard of " + resource);
    }

    @Override
    public void close() {
        stream.close();
    }
}
