package cloud.kowabunga.kahuna.tunnel;

import jakarta.websocket.Session;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;
import org.springframework.web.socket.handler.BinaryWebSocketHandler;

/** Where agents' tunnels arrive: each WebSocket becomes a connection of the {@link Gateway}. */
final class TunnelEndpoint extends BinaryWebSocketHandler {
    private static final String TUNNEL = "kowabunga.tunnel";

    /** gRPC's pings come every few seconds; a tunnel that has been silent for so long is dead. */
    private static final long MOST_SILENCE_MILLIS = 30_000;

    private final Gateway gateway;
    private final Reports reports;

    TunnelEndpoint(Gateway gateway, Reports reports) {
        this.gateway = gateway;
        this.reports = reports;
    }

    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws IOException {
        if (session instanceof NativeWebSocketSession wrapped) {
            var plain = wrapped.getNativeSession(Session.class);
            if (plain != null) {
                plain.setMaxIdleTimeout(MOST_SILENCE_MILLIS);
            }
        }
        var opened = Handshake.opened(session);
        var tunnel = gateway.open(opened, new SocketWire(session), () -> {
            if (gateway.tunnels().stream().noneMatch(other -> other.agent().equals(opened.agent()))) {
                reports.disconnected(opened.agent());
            }
        });
        session.getAttributes().put(TUNNEL, tunnel);
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
        var tunnel = tunnel(session);
        if (tunnel != null) {
            tunnel.received(message.getPayload());
        }
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable broken) {
        end(session);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        end(session);
    }

    private static void end(WebSocketSession session) {
        var tunnel = tunnel(session);
        if (tunnel != null) {
            tunnel.end(Wire.GOING_AWAY, "");
        }
    }

    private static @Nullable AgentTunnel tunnel(WebSocketSession session) {
        return (AgentTunnel) session.getAttributes().get(TUNNEL);
    }
}
