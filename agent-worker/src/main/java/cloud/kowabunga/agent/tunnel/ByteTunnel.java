package cloud.kowabunga.agent.tunnel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one WebSocket as two streams. Reading holds at most {@value #AHEAD} received frames in memory; writing blocks
 * until the network has taken the bytes.
 */
public final class ByteTunnel implements WebSocket.Listener, AutoCloseable {
    private static final int AHEAD = 16;
    private static final int FRAME = 32 * 1024;
    private static final int MOST_REASON = 123;

    /** An absent frame is the end; nothing follows it. */
    private final BlockingQueue<Optional<ByteBuffer>> received = new LinkedBlockingQueue<>();

    private final AtomicReference<@Nullable IOException> broken = new AtomicReference<>();
    private final AtomicBoolean leaving = new AtomicBoolean();
    private final InputStream input = new Input();
    private final OutputStream output = new Output();
    private volatile @Nullable WebSocket socket;
    private volatile boolean closed;

    ByteTunnel() {}

    public InputStream input() {
        return input;
    }

    public OutputStream output() {
        return output;
    }

    public boolean isClosed() {
        return closed;
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        opened.request(AHEAD);
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        var copy = ByteBuffer.allocate(data.remaining());
        copy.put(data).flip();
        received.add(Optional.of(copy));
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end(new IOException("Kahuna closed the tunnel (" + code + (reason.isEmpty() ? "" : ", " + reason) + ")."));
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        end(new IOException("The tunnel broke: " + error.getMessage(), error));
    }

    @Override
    public void close() {
        close(WebSocket.NORMAL_CLOSURE, "");
    }

    /**
     * Closes it and tells Kahuna why.
     *
     * @param code one that RFC 6455 leaves to applications, 4000 to 4999
     * @param reason a sentence; cut where it is longer than a close frame
     */
    public void close(int code, String reason) {
        end(new IOException("The tunnel is closed."));
        var open = socket;
        // Once only: a second farewell is refused, and would cut the first one off.
        if (open != null && leaving.compareAndSet(false, true)) {
            // A farewell where the network still takes it; either way the connection is gone afterwards.
            var _ = open.sendClose(code, fitting(reason))
                    .orTimeout(2, TimeUnit.SECONDS)
                    .whenComplete((done, failed) -> open.abort());
        }
    }

    /** A close frame has room for 123 bytes of reason (RFC 6455 section 5.5). */
    private static String fitting(String reason) {
        var cut = reason;
        while (cut.getBytes(StandardCharsets.UTF_8).length > MOST_REASON) {
            cut = cut.substring(0, cut.length() - 1);
        }
        return cut;
    }

    private void end(IOException why) {
        closed = true;
        broken.compareAndSet(null, why);
        received.add(Optional.empty());
    }

    private final class Input extends InputStream {
        private ByteBuffer current = ByteBuffer.allocate(0);

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (!current.hasRemaining() && !next()) {
                return -1;
            }
            var count = Math.min(length, current.remaining());
            current.get(into, offset, count);
            return count;
        }

        @Override
        public int available() {
            return current.remaining();
        }

        private boolean next() throws IOException {
            try {
                do {
                    var taken = received.take();
                    if (taken.isEmpty()) {
                        received.add(Optional.empty());
                        return false;
                    }
                    current = taken.get();
                    var open = socket;
                    if (open != null) {
                        open.request(1);
                    }
                } while (!current.hasRemaining());
                return true;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while reading from the tunnel");
            }
        }

        @Override
        public void close() {
            ByteTunnel.this.close();
        }
    }

    private final class Output extends OutputStream {
        private final ByteArrayOutputStream pending = new ByteArrayOutputStream(FRAME);

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            pending.write(bytes, offset, length);
            if (pending.size() >= FRAME) {
                flush();
            }
        }

        @Override
        public void flush() throws IOException {
            if (pending.size() == 0) {
                return;
            }
            var frame = ByteBuffer.wrap(pending.toByteArray());
            pending.reset();
            var why = broken.get();
            var open = socket;
            if (why != null || open == null) {
                throw why == null ? new IOException("The tunnel is not open.") : why;
            }
            try {
                open.sendBinary(frame, true).get();
            } catch (ExecutionException failed) {
                throw new IOException("The tunnel broke.", failed.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while writing to the tunnel");
            }
        }

        @Override
        public void close() {
            ByteTunnel.this.close();
        }
    }
}
