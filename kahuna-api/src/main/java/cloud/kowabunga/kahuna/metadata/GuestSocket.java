package cloud.kowabunga.kahuna.metadata;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.WebSocketSession;

/** A guest's connection, carried by a WebSocket, in the shape that HttpCore wants. */
final class GuestSocket extends Socket {
    private static final int FRAMES_AHEAD = 32;
    private static final int SILENCE_SECONDS = 30;

    private final WebSocketSession session;
    private final InputStream input = new Input();
    private final OutputStream output = new Output();

    /** An absent frame is the end. */
    private final BlockingQueue<Optional<ByteBuffer>> received = new ArrayBlockingQueue<>(FRAMES_AHEAD);

    GuestSocket(WebSocketSession session) {
        this.session = session;
    }

    /** Bytes from the guest. Throws where it sends more than anybody reads. */
    void received(ByteBuffer bytes) throws IOException {
        var copy = ByteBuffer.allocate(bytes.remaining());
        copy.put(bytes).flip();
        if (!received.offer(Optional.of(copy))) {
            throw new IOException("A guest sends too much.");
        }
    }

    void ended() {
        var _ = received.offer(Optional.empty());
    }

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public OutputStream getOutputStream() {
        return output;
    }

    @Override
    public synchronized void close() throws IOException {
        session.close();
    }

    /** Silence has a limit of its own here. */
    @Override
    public void setSoTimeout(int millis) {}

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public void setSoLinger(boolean on, int seconds) {}

    @Override
    public void shutdownInput() {}

    @Override
    public void shutdownOutput() {}

    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        return null;
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
            while (!current.hasRemaining()) {
                var next = next();
                if (next.isEmpty()) {
                    ended();
                    return -1;
                }
                current = next.get();
            }
            var count = Math.min(length, current.remaining());
            current.get(into, offset, count);
            return count;
        }

        private Optional<ByteBuffer> next() throws IOException {
            try {
                var next = received.poll(SILENCE_SECONDS, TimeUnit.SECONDS);
                if (next == null) {
                    throw new SocketTimeoutException("A guest asked nothing.");
                }
                return next;
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new IOException("Kahuna stops.", stopping);
            }
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            session.sendMessage(new BinaryMessage(ByteBuffer.wrap(bytes, offset, length), true));
        }
    }
}
