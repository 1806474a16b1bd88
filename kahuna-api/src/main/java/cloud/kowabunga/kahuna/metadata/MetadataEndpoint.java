package cloud.kowabunga.kahuna.metadata;

import cloud.kowabunga.kahuna.tunnel.Handshake;
import java.io.IOException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.HttpProcessors;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.impl.io.HttpService;
import org.apache.hc.core5.http.io.support.BasicHttpServerRequestHandler;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.BinaryWebSocketHandler;

/** Where agents bring their guests' metadata connections: each WebSocket carries one HTTP/1.1 request and its answer. */
final class MetadataEndpoint extends BinaryWebSocketHandler {
    private static final Logger LOG = LoggerFactory.getLogger(MetadataEndpoint.class);
    private static final String FROM_HEADER = "X-Kowabunga-From";
    private static final String GUEST = "kowabunga.guest";
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Http1Config LIMITS =
            Http1Config.custom().setMaxLineLength(4096).setMaxHeaderCount(64).build();

    private final Guests guests;

    MetadataEndpoint(Guests guests) {
        this.guests = guests;
    }

    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) throws IOException {
        var agent = Handshake.opened(session).agent();
        var address = Objects.requireNonNullElse(session.getHandshakeHeaders().getFirst(FROM_HEADER), "");
        if (!IPV4.matcher(address).matches()) {
            session.close(CloseStatus.POLICY_VIOLATION.withReason(FROM_HEADER + " must be an IPv4 address."));
            return;
        }
        var guest = new GuestSocket(session);
        session.getAttributes().put(GUEST, guest);
        var requests = new MetadataRequests(guests, agent, address);
        var _ = Thread.ofVirtual().name("metadata-" + address).start(() -> serve(guest, requests));
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) throws IOException {
        if (session.getAttributes().get(GUEST) instanceof GuestSocket guest) {
            guest.received(message.getPayload());
        }
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable broken) {
        ended(session);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        ended(session);
    }

    private static void ended(WebSocketSession session) {
        if (session.getAttributes().get(GUEST) instanceof GuestSocket guest) {
            guest.ended();
        }
    }

    private static void serve(GuestSocket guest, MetadataRequests requests) {
        // One request for each connection: its end tells the agent that the answer is whole.
        var service = new HttpService(
                HttpProcessors.server("Kowabunga"),
                new BasicHttpServerRequestHandler((request, context) -> requests),
                LIMITS,
                (request, response, context) -> false,
                null);
        try (guest;
                var connection = new DefaultBHttpServerConnection("http", LIMITS)) {
            connection.bind(guest);
            service.handleRequest(connection, HttpCoreContext.create());
            connection.flush();
        } catch (IOException | HttpException gone) {
            LOG.debug("A metadata connection ended early.", gone);
        }
    }
}
