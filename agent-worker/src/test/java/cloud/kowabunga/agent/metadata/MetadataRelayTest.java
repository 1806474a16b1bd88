package cloud.kowabunga.agent.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.agent.tunnel.Dialer;
import cloud.kowabunga.agent.tunnel.Endpoint;
import cloud.kowabunga.topology.AgentId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the relay does by itself; what Kahuna answers through it is tested with Kahuna. */
@Timeout(120)
final class MetadataRelayTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private final ArrayList<AutoCloseable> open = new ArrayList<>();

    /** Accepts connections and never answers, as a Kahuna that hangs. */
    private ServerSocket kahuna;

    @BeforeEach
    void start() throws IOException {
        kahuna = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        open.add(kahuna);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (var one : open.reversed()) {
            one.close();
        }
    }

    @Test
    void it_waits_for_a_port_that_another_one_has_and_takes_it_then() throws IOException {
        var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var relay = relay(taken.getLocalPort());
        relay.start();
        await().during(Duration.ofMillis(500)).atMost(SOON).until(() -> relay.port() == 0);

        taken.close();

        await().atMost(SOON).until(() -> relay.port() != 0);
    }

    @Test
    void one_guest_cannot_take_all_the_places() throws IOException {
        var relay = relay(0);
        relay.start();
        await().atMost(SOON).until(() -> relay.port() != 0);

        for (var number = 0; number < 16; number++) {
            connect(relay, "127.0.0.31");
        }

        assertThat(connect(relay, "127.0.0.31").getInputStream().read()).isEqualTo(-1);
        var other = connect(relay, "127.0.0.32");
        other.setSoTimeout(300);
        assertThat(stillOpen(other)).isTrue();
    }

    private MetadataRelay relay(int port) throws IOException {
        var endpoint = new Endpoint(
                URI.create("ws://127.0.0.1:" + kahuna.getLocalPort()),
                new AgentId("a-1"),
                Files.writeString(folder.resolve("key"), "key"),
                null);
        var relay = new MetadataRelay(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                new Dialer(endpoint, Dialer.http(endpoint)));
        open.add(relay);
        return relay;
    }

    private Socket connect(MetadataRelay relay, String from) throws IOException {
        var socket = new Socket();
        open.add(socket);
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), relay.port()));
        return socket;
    }

    private static boolean stillOpen(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() >= 0;
        } catch (java.net.SocketTimeoutException silent) {
            return true;
        }
    }
}
