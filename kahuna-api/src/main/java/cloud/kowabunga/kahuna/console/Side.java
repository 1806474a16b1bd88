package cloud.kowabunga.kahuna.console;

import cloud.kowabunga.kahuna.wire.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

/**
 * One of the two WebSockets of a console. Any thread may send; whoever sends waits until the network has taken it, so that a
 * side that does not read makes the other one wait, and nothing piles up here.
 */
final class Side {
    private static final Logger LOG = LoggerFactory.getLogger(Side.class);
    private static final int MOST_REASON = 123;
    private static final Duration FAREWELL = Duration.ofSeconds(2);

    private final WebSocketSession session;
    private final ReentrantLock sending = new ReentrantLock();
    private volatile long heardNanos = System.nanoTime();

    Side(WebSocketSession session) {
        this.session = session;
    }

    /** Something came from there, be it only the answer to a ping. */
    void heard() {
        heardNanos = System.nanoTime();
    }

    boolean isSilentFor(Duration time) {
        return System.nanoTime() - heardNanos > time.toNanos();
    }

    void send(ByteBuffer bytes) throws IOException {
        sending.lock();
        try {
            sendNow(new BinaryMessage(bytes));
        } finally {
            sending.unlock();
        }
    }

    /** A text frame, which the page reads as JSON. Left out where the side does not read at all. */
    void tell(Object notice) {
        attempt(new TextMessage(Json.mapper().writeValueAsString(notice)), FAREWELL);
    }

    /** Not while something is sent, which proves as much. */
    void ping() {
        attempt(new PingMessage(), Duration.ZERO);
    }

    /** @param reason cut where it is longer than a close frame (RFC 6455 section 5.5) */
    void close(int code, String reason) {
        var cut = reason;
        while (cut.getBytes(StandardCharsets.UTF_8).length > MOST_REASON) {
            cut = cut.substring(0, cut.length() - 1);
        }
        try {
            session.close(new CloseStatus(code, cut));
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("A console's side was gone before its farewell.", gone);
        }
    }

    private void attempt(WebSocketMessage<?> message, Duration patience) {
        try {
            if (sending.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    sendNow(message);
                } finally {
                    sending.unlock();
                }
            }
        } catch (IOException gone) {
            LOG.debug("A console's side is gone.", gone);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendNow(WebSocketMessage<?> message) throws IOException {
        try {
            session.sendMessage(message);
        } catch (IllegalStateException closed) {
            throw new IOException("The WebSocket is closed.", closed);
        }
    }
}
