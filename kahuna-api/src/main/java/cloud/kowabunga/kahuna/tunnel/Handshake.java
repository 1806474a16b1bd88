package cloud.kowabunga.kahuna.tunnel;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.access.AgentKeys;
import cloud.kowabunga.kahuna.wire.ApiError;
import cloud.kowabunga.kahuna.wire.Json;
import cloud.kowabunga.topology.AgentId;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.web.socket.WebSocketHandler;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.server.HandshakeInterceptor;

/** Lets agents in that prove with their key who they are, and nobody else. */
public final class Handshake implements HandshakeInterceptor {
    private static final String AGENT_HEADER = "X-Kowabunga-Agent";
    private static final String BEARER = "Bearer ";
    private static final String OPENED = "kowabunga.opened";

    private final AgentKeys keys;
    private final Audit audit;

    Handshake(AgentKeys keys, Audit audit) {
        this.keys = keys;
        this.audit = audit;
    }

    /** Who is at the other end of a WebSocket that was let in, and with which key. */
    public static AgentKeys.Opened opened(WebSocketSession session) {
        return (AgentKeys.Opened) Objects.requireNonNull(session.getAttributes().get(OPENED), "let in without a key");
    }

    @Override
    public boolean beforeHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            Map<String, Object> attributes)
            throws IOException {
        var claimed = Objects.requireNonNullElse(request.getHeaders().getFirst(AGENT_HEADER), "");
        try {
            var agent = new AgentId(claimed);
            var authorization =
                    Objects.requireNonNullElse(request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION), "");
            var opened = authorization.startsWith(BEARER)
                    ? keys.open(agent, authorization.substring(BEARER.length()).strip())
                    : Optional.<AgentKeys.Opened>empty();
            if (opened.isPresent()) {
                attributes.put(OPENED, opened.get());
                return true;
            }
            audit.turnedAway(claimed, String.valueOf(request.getRemoteAddress()));
            refuse(response, Fault.UNAUTHENTICATED.because("This is not the key of an Agent."));
        } catch (KowabungaException no) {
            refuse(
                    response,
                    no.fault() == Fault.INVALID_VALUE
                            ? Fault.UNAUTHENTICATED.because("The header " + AGENT_HEADER + " names no Agent.")
                            : no);
        }
        return false;
    }

    @Override
    public void afterHandshake(
            ServerHttpRequest request,
            ServerHttpResponse response,
            WebSocketHandler handler,
            @Nullable Exception thrown) {}

    private static void refuse(ServerHttpResponse response, KowabungaException no) throws IOException {
        var error = ApiError.of(no);
        response.setStatusCode(HttpStatusCode.valueOf(error.status()));
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        response.getBody().write(Json.mapper().writeValueAsBytes(error));
        response.flush();
    }
}
