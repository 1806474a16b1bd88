package cloud.kowabunga.kahuna.console;

import cloud.kowabunga.fault.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketSession;

/**
 * The way to the Kahuna where a browser waits, for an agent that was sent here by the balancer. What the agent said of itself goes
 * along, so that the other Kahuna checks it as if the agent had come there.
 */
@Component
final class Peers {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final List<String> INTRODUCTION =
            List.of("X-Kowabunga-Agent", "Authorization", "X-Kowabunga-Console");

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .executor(Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("peer-", 0).factory()))
            .build();

    private final Set<Peer> open = ConcurrentHashMap.newKeySet();

    Peers() {}

    AgentEndpoint.FarEnd reach(Consoles.Desk desk, WebSocketSession session, Side agent) {
        if (desk.peerUrl() == null) {
            throw Fault.INTERNAL.because("The browser waits at another Kahuna, which has no kahuna.peer-url.");
        }
        var builder = http.newWebSocketBuilder().connectTimeout(CONNECT);
        for (var header : INTRODUCTION) {
            var value = session.getHandshakeHeaders().getFirst(header);
            if (value != null) {
                builder.header(header, value);
            }
        }
        var address = URI.create(
                desk.peerUrl().replaceFirst("^http", "ws").replaceFirst("/+$", "") + ConsoleConfiguration.AGENT_PATH);
        try {
            var peer = new Peer(builder.buildAsync(address, new Back(agent)).join(), agent, this);
            open.add(peer);
            return peer;
        } catch (CompletionException failed) {
            throw Fault.INTERNAL.because("The Kahuna where the browser waits cannot be reached.", failed);
        }
    }

    /** Finds out whether the agents are still there, which the other Kahunas cannot see. Called every few seconds. */
    void check() {
        for (var peer : open) {
            if (peer.agent().isSilentFor(Line.MOST_SILENCE)) {
                peer.gone("The agent does not answer any more.");
            } else {
                peer.agent().ping();
            }
        }
    }

    /** From the agent to the other Kahuna; waits until the network has taken each piece. */
    private record Peer(WebSocket socket, Side agent, Peers peers) implements AgentEndpoint.FarEnd {
        @Override
        public void said(ByteBuffer bytes, boolean last) {
            agent.heard();
            try {
                socket.sendBinary(bytes, last).join();
            } catch (CompletionException gone) {
                socket.abort();
            }
        }

        @Override
        public void heard() {
            agent.heard();
        }

        @Override
        public void gone(String why) {
            peers.open.remove(this);
            var _ = socket.sendClose(Line.ENDED, why).whenComplete((_, _) -> socket.abort());
        }
    }

    /** From the other Kahuna to the agent. Its pings are answered by the JDK. */
    private record Back(Side agent) implements WebSocket.Listener {
        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer bytes, boolean last) {
            try {
                agent.send(bytes);
                from.request(1);
            } catch (IOException gone) {
                from.abort();
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            agent.close(Line.ENDED, reason);
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable broken) {
            agent.close(Line.ENDED, "The connection between two Kahunas broke.");
        }
    }
}
