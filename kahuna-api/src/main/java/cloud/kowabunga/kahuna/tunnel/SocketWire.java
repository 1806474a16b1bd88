package cloud.kowabunga.kahuna.tunnel;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;

/** A tunnel's way to its agent over Spring's WebSocket. */
final class SocketWire implements Wire {
    private static final Logger LOG = LoggerFactory.getLogger(SocketWire.class);

    private final WebSocketSession session;

    SocketWire(WebSocketSession session) {
        this.session = session;
    }

    @Override
    public void send(ByteBuffer frame) throws IOException {
        try {
            session.sendMessage(new BinaryMessage(frame));
        } catch (IllegalStateException closed) {
            throw new IOException("The WebSocket is closed.", closed);
        }
    }

    /** On a thread of its own, as saying farewell may have to wait for a frame that is being sent. */
    @Override
    public void close(int code, String reason) {
        var _ = Thread.ofVirtual().name("tunnel-close").start(() -> {
            try {
                session.close(reason.isEmpty() ? new CloseStatus(code) : new CloseStatus(code, reason));
            } catch (IOException | IllegalStateException gone) {
                LOG.debug("A tunnel was gone before its farewell.", gone);
            }
        });
    }
}
