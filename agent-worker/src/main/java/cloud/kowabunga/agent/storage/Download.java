package cloud.kowabunga.agent.storage;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.agent.process.Progress;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a file by HTTP. A server that is away or breaks off is asked anew, from the first byte, a few times; then the answer is final, because
 * the person who waits can correct an address and a workflow that asks for ever cannot.
 */
final class Download {
    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Patience patience;

    /**
     * @param attempts at least 1
     * @param pause before the second attempt; twice as long before each further one
     * @param silence after which a server that sends nothing has broken off
     */
    record Patience(int attempts, Duration pause, Duration silence) {
        static final Patience USUAL = new Patience(4, Duration.ofSeconds(2), Duration.ofSeconds(60));
    }

    Download(Patience patience) {
        this.patience = patience;
    }

    /** Raises SOURCE_ABSENT and SOURCE_BROKE_OFF; a full disk is an IOException. */
    void fetch(String url, Path file, Progress progress) throws IOException {
        var pause = patience.pause();
        for (var attempt = 1; ; attempt++, pause = pause.multipliedBy(2)) {
            try {
                attempt(url, file, progress);
                return;
            } catch (KowabungaException no) {
                var again = no.fault() == Fault.SOURCE_AWAY || no.fault() == Fault.SOURCE_BROKE_OFF;
                if (!again || attempt == patience.attempts()) {
                    throw no.fault() == Fault.SOURCE_AWAY ? absent(no, attempt) : no;
                }
                progress.report(no.sentence() + " Trying again.");
                rest(pause);
            }
        }
    }

    private static KowabungaException absent(KowabungaException no, int attempts) {
        return Fault.SOURCE_ABSENT.because("%s It was asked %d times.".formatted(no.sentence(), attempts), no);
    }

    private void attempt(String url, Path file, Progress progress) throws IOException {
        var response = ask(url);
        try (var body = response.body()) {
            var status = response.statusCode();
            if (status != 200) {
                throw (status == 429 || status >= 500 ? Fault.SOURCE_AWAY : Fault.SOURCE_ABSENT)
                        .because("'" + url + "' cannot be fetched: the server answers " + status + ".");
            }
            var length = response.headers().firstValueAsLong("content-length").orElse(-1);
            if (length > Files.getFileStore(file.getParent()).getUsableSpace()) {
                throw new IOException("No space left on device for " + new Bytes(length).forPeople());
            }
            copy(url, body, file, length, progress);
        }
    }

    private HttpResponse<InputStream> ask(String url) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .timeout(patience.silence())
                    .header("User-Agent", "kowabunga-agent")
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IllegalArgumentException malformed) {
            throw Fault.SOURCE_ABSENT.because("'" + url + "' is not a URL.", malformed);
        } catch (IOException away) {
            throw Fault.SOURCE_AWAY.because("'" + url + "' cannot be fetched: " + reason(url, away) + ".", away);
        } catch (InterruptedException interruption) {
            throw stopped(url, interruption);
        }
    }

    private static String reason(String url, IOException away) {
        for (Throwable cause = away; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.nio.channels.UnresolvedAddressException) {
                return "nobody knows the name '" + URI.create(url).getHost() + "'";
            }
        }
        return switch (away) {
            case java.net.http.HttpTimeoutException _ -> "the server does not answer in time";
            case java.net.ConnectException _ -> "nobody answers at that address";
            default -> "the connection failed (" + away.getMessage() + ")";
        };
    }

    private void copy(String url, InputStream body, Path file, long length, Progress progress) throws IOException {
        var done = new AtomicLong();
        var watch = watch(body, done);
        try (OutputStream out = Files.newOutputStream(file)) {
            var buffer = new byte[1 << 17];
            var told = System.nanoTime();
            for (var read = read(url, body, buffer, done); read >= 0; read = read(url, body, buffer, done)) {
                out.write(buffer, 0, read);
                if (System.nanoTime() - told > 1_000_000_000L) {
                    told = System.nanoTime();
                    progress.report("fetched " + new Bytes(done.get()).forPeople()
                            + (length > 0 ? " of " + new Bytes(length).forPeople() : ""));
                }
            }
        } finally {
            watch.interrupt();
        }
    }

    private static int read(String url, InputStream body, byte[] buffer, AtomicLong done) {
        if (Thread.interrupted()) {
            throw stopped(url, null);
        }
        try {
            var read = body.read(buffer);
            done.addAndGet(Math.max(read, 0));
            return read;
        } catch (IOException broken) {
            if (Thread.interrupted()) {
                throw stopped(url, broken);
            }
            throw Fault.SOURCE_BROKE_OFF.because(
                    "'%s' broke off after %s.".formatted(url, new Bytes(done.get()).forPeople()), broken);
        }
    }

    /** A server that holds the connection and sends nothing would be waited for without end. */
    private Thread watch(InputStream body, AtomicLong done) {
        return Thread.ofVirtual().start(() -> {
            try {
                for (var before = -1L; before != done.get(); ) {
                    before = done.get();
                    Thread.sleep(patience.silence());
                }
                body.close();
            } catch (InterruptedException | IOException ended) {
                // The download is over.
            }
        });
    }

    private static void rest(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException interruption) {
            throw Fault.OPERATION_CANCELLED.because("The download was stopped.", interruption);
        }
    }

    private static KowabungaException stopped(String url, @Nullable Throwable cause) {
        return Fault.OPERATION_CANCELLED.because("The download of '" + url + "' was stopped.", cause);
    }
}
