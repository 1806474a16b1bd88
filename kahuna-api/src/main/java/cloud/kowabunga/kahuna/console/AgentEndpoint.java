package cloud.kowabunga.kahuna.console;

import cloud.kowabunga.compute.ConsoleId;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.tunnel.Handshake;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.BinaryWebSocketHandler;

/** Where agents bring the consoles that they were called to: binary frames are the bytes of the serial port. */
final class AgentEndpoint extends BinaryWebSocketHandler {
    private static final String CONSOLE_HEADER = "X-Kowabunga-Console";
    private static final String FAR_END = "kowabunga.console";

    private final Consoles consoles;
    private final Switchboard switchboard;
    private final Peers peers;

    AgentEndpoint(Consoles consoles, Switchboard switchboard, Peers peers) {
        this.consoles = consoles;
        this.switchboard = switchboard;
        this.peers = peers;
    }

    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        var agent = new Side(session);
        try {
            var id = new ConsoleId(
                    Objects.requireNonNullElse(session.getHandshakeHeaders().getFirst(CONSOLE_HEADER), ""));
            var desk = consoles.desk(id);
            if (desk.isPresent() && !desk.get().kahuna().equals(switchboard.kahuna())) {
                session.getAttributes().put(FAR_END, peers.reach(desk.get(), session, agent));
                return;
            }
            var line = switchboard.line(id);
            var key = Handshake.opened(session);
            if (line.isEmpty() || !consoles.join(id, key.agent())) {
                agent.close(Line.ENDED, "Nobody waits for this console.");
                return;
            }
            session.getAttributes().put(FAR_END, new Joined(line.get(), agent));
            line.get().join(agent, key);
        } catch (KowabungaException no) {
            agent.close(Line.ENDED, no.sentence());
        }
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
        var far = farEnd(session);
        if (far != null) {
            far.said(message.getPayload(), message.isLast());
        }
    }

    @Override
    protected void handlePongMessage(WebSocketSession session, PongMessage message) {
        var far = farEnd(session);
        if (far != null) {
            far.heard();
        }
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable broken) {
        afterConnectionClosed(session, CloseStatus.NO_CLOSE_FRAME);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        var far = farEnd(session);
        if (far != null) {
            var reason = status.getReason();
            far.gone(
                    status.getCode() == Line.ENDED && reason != null && !reason.isBlank()
                            ? reason
                            : "The connection to the agent broke.");
        }
    }

    private static @Nullable FarEnd farEnd(WebSocketSession session) {
        return (FarEnd) session.getAttributes().get(FAR_END);
    }

    /** To whom the bytes of an agent go. */
    interface FarEnd {
        void said(ByteBuffer bytes, boolean last);

        void heard();

        void gone(String why);
    }

    private record Joined(Line line, Side agent) implements FarEnd {
        @Override
        public void said(ByteBuffer bytes, boolean last) {
            agent.heard();
            line.said(bytes);
        }

        @Override
        public void heard() {
            agent.heard();
        }

        @Override
        public void gone(String why) {
            line.end(why);
        }
    }
}
