package cloud.kowabunga.agent.metadata;

import cloud.kowabunga.agent.tunnel.ByteTunnel;
import cloud.kowabunga.agent.tunnel.DialException;
import cloud.kowabunga.agent.tunnel.Dialer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens where instances look for their metadata and carries each connection to Kahuna over a WebSocket of its own, saying
 * whose address it came from. The agent reads no HTTP, so nothing that an instance sends can mislead it.
 */
public final class MetadataRelay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MetadataRelay.class);
    private static final int AT_ONCE = 256;
    private static final int AT_ONCE_PER_SOURCE = 16;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration BIND_AGAIN = Duration.ofSeconds(1);

    private final InetSocketAddress listen;
    private final Dialer dialer;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Map<InetAddress, Integer> perSource = new ConcurrentHashMap<>();
    private final Thread accepting = Thread.ofVirtual().name("metadata").unstarted(this::run);
    private volatile @Nullable ServerSocket server;
    private volatile boolean closed;

    public MetadataRelay(InetSocketAddress listen, Dialer dialer) {
        this.listen = listen;
        this.dialer = dialer;
    }

    /** Begins to listen, now or as soon as the machine has the address. */
    public void start() {
        accepting.start();
    }

    /** The port that is listened on; 0 as long as there is none. */
    public int port() {
        var open = server;
        return open == null ? 0 : open.getLocalPort();
    }

    @Override
    public void close() {
        closed = true;
        accepting.interrupt();
        quietly(server);
    }

    private void run() {
        String lastProblem = null;
        while (!closed) {
            try (var socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(listen, AT_ONCE);
                server = socket;
                lastProblem = null;
                LOG.info("Instances find their metadata at {}.", listen);
                while (!closed) {
                    take(socket.accept());
                }
            } catch (IOException problem) {
                if (!closed && !String.valueOf(problem.getMessage()).equals(lastProblem)) {
                    lastProblem = String.valueOf(problem.getMessage());
                    LOG.warn("Cannot listen on {} for metadata yet: {}.", listen, lastProblem);
                }
                pause();
            }
        }
    }

    private void take(Socket guest) {
        var source = guest.getInetAddress();
        if (!places.tryAcquire()) {
            quietly(guest);
            return;
        }
        if (perSource.merge(source, 1, Integer::sum) > AT_ONCE_PER_SOURCE) {
            leave(source);
            quietly(guest);
            return;
        }
        var _ = Thread.ofVirtual().name("metadata-" + source.getHostAddress()).start(() -> {
            try (guest) {
                serve(guest, source);
            } catch (DialException away) {
                LOG.debug("Metadata for {} cannot be fetched: {}", source, away.sentence());
            } catch (IOException gone) {
                LOG.debug("A metadata connection of {} ended.", source, gone);
            } finally {
                leave(source);
            }
        });
    }

    private void serve(Socket guest, InetAddress source) throws IOException {
        guest.setSoTimeout((int) IDLE.toMillis());
        guest.setTcpNoDelay(true);
        try (var kahuna = dialer.dial("/agent/v1/metadata", Map.of("X-Kowabunga-From", source.getHostAddress()))) {
            var answers = Thread.ofVirtual().name("metadata-answers").start(() -> answer(kahuna, guest));
            copy(guest.getInputStream(), kahuna.output());
            // Kahuna ends the connection after its one answer; a guest may close its half before.
            answers.join(IDLE);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(ByteTunnel kahuna, Socket guest) {
        try {
            copy(kahuna.input(), guest.getOutputStream());
            guest.shutdownOutput();
        } catch (IOException gone) {
            LOG.debug("A metadata answer was not taken.", gone);
        } finally {
            quietly(guest);
        }
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        var buffer = new byte[16 * 1024];
        for (var read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
            to.flush();
        }
    }

    private void leave(InetAddress source) {
        places.release();
        perSource.computeIfPresent(source, (address, count) -> count == 1 ? null : count - 1);
    }

    private static void pause() {
        try {
            Thread.sleep(BIND_AGAIN);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static void quietly(@Nullable AutoCloseable open) {
        try {
            if (open != null) {
                open.close();
            }
        } catch (Exception alreadyGone) {
            LOG.trace("It was closed already.", alreadyGone);
        }
    }
}
