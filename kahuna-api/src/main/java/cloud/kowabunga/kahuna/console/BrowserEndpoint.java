package cloud.kowabunga.kahuna.console;

import cloud.kowabunga.compute.ConsoleId;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.FreshId;
import cloud.kowabunga.kahuna.KahunaProperties;
import cloud.kowabunga.kahuna.access.Standing;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.BinaryMessage;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.BinaryWebSocketHandler;

/** Where the pages of consoles connect: binary frames are the bytes of the serial port, text frames a {@link Notice} each. */
final class BrowserEndpoint extends BinaryWebSocketHandler {
    private static final Logger AUDIT = LoggerFactory.getLogger("cloud.kowabunga.audit");
    private static final String LINE = "kowabunga.console";

    private final Tickets tickets;
    private final Consoles consoles;
    private final Switchboard switchboard;
    private final Standing standing;
    private final KahunaProperties properties;

    BrowserEndpoint(
            Tickets tickets,
            Consoles consoles,
            Switchboard switchboard,
            Standing standing,
            KahunaProperties properties) {
        this.tickets = tickets;
        this.consoles = consoles;
        this.switchboard = switchboard;
        this.standing = standing;
        this.properties = properties;
    }

    @Override
    public boolean supportsPartialMessages() {
        return true;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        var browser = new Side(session);
        var line = new Line(
                new ConsoleId(FreshId.next()), browser, properties.console().idle(), switchboard::ended);
        session.getAttributes().put(LINE, line);
        switchboard.expect(line);
        try {
            var opened = open(line, session);
            AUDIT.atInfo()
                    .addKeyValue("console", line.id())
                    .addKeyValue("instance", opened.holder().instance())
                    .addKeyValue("user", opened.holder().callerId())
                    .addKeyValue("from", from(session))
                    .log("{} opened the console of instance {}", opened.holder().callerName(), opened.instanceName());
            line.begin(opened);
        } catch (KowabungaException no) {
            line.end(no.sentence());
        }
    }

    @Override
    protected void handleBinaryMessage(WebSocketSession session, BinaryMessage message) {
        var line = line(session);
        if (line != null) {
            line.browserHeard();
            line.typed(message.getPayload());
        }
    }

    @Override
    protected void handlePongMessage(WebSocketSession session, PongMessage message) {
        var line = line(session);
        if (line != null) {
            line.browserHeard();
        }
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable broken) {
        gone(session);
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        gone(session);
    }

    private Consoles.Opened open(Line line, WebSocketSession session) {
        var ticket = ticket(session);
        var holder = tickets.look(ticket).orElseThrow(Consoles::used);
        standing.requireConsole(holder.proof(), holder.instance());
        var peer = properties.peerUrl();
        return consoles.open(
                line.id(),
                ticket,
                new Consoles.Desk(from(session), switchboard.kahuna(), peer == null ? null : peer.toString()));
    }

    private static Ticket ticket(WebSocketSession session) {
        URI address = Objects.requireNonNull(session.getUri());
        var steps = address.getPath().split("/", -1);
        return new Ticket(steps[steps.length - 2]);
    }

    private static String from(WebSocketSession session) {
        var address = session.getRemoteAddress();
        return address == null ? "unknown" : address.getAddress().getHostAddress();
    }

    private static void gone(WebSocketSession session) {
        var line = line(session);
        if (line != null) {
            line.end("The page was closed.");
        }
    }

    private static @Nullable Line line(WebSocketSession session) {
        return (Line) session.getAttributes().get(LINE);
    }
}
