package cloud.kowabunga.agent.tunnel;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.okhttp.OkHttpChannelBuilder;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One agent's gRPC channel to Kahuna through one WebSocket. Whenever the WebSocket breaks, the channel dials again, at
 * first at once and then ever more slowly; calls made meanwhile wait for it up to their own deadline.
 */
public final class Tunnel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tunnel.class);
    private static final int MAX_MESSAGE = 8 << 20;
    private static final Duration PING_AFTER = Duration.ofSeconds(10);
    private static final Duration PONG_WITHIN = Duration.ofSeconds(5);

    private final Dialer dialer;
    private final Endpoint endpoint;
    private final ExecutorService threads;
    private final ManagedChannel channel;
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private long nextDialNanos = System.nanoTime();
    private @Nullable DialException lastFailure;
    private volatile boolean closing;

    public Tunnel(Endpoint endpoint, Dialer dialer) {
        this.endpoint = endpoint;
        this.dialer = dialer;
        this.threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("tunnel-", 0).factory());
        // The address is never connected to: the socket factory dials Kahuna whatever it is asked for.
        this.channel = OkHttpChannelBuilder.forAddress("127.0.0.1", 1)
                .overrideAuthority("kahuna")
                .usePlaintext()
                .socketFactory(new Factory())
                .executor(threads)
                .transportExecutor(threads)
                .keepAliveTime(PING_AFTER.toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTimeout(PONG_WITHIN.toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveWithoutCalls(true)
                .maxInboundMessageSize(MAX_MESSAGE)
                .idleTimeout(31, TimeUnit.DAYS)
                .disableRetry()
                .build();
    }

    /** The channel itself; calls on it wait for the tunnel until their deadline. */
    public Channel channel() {
        return ClientInterceptors.intercept(channel, new Patient());
    }

    /** Temporal's stubs on this tunnel. */
    public WorkflowServiceStubs temporal() {
        return WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setChannel(channel)
                .setGrpcClientInterceptors(List.of(new Patient()))
                .build());
    }

    @Override
    public void close() {
        closing = true;
        channel.shutdownNow();
        threads.shutdown();
    }

    private Socket dial() throws DialException {
        synchronized (this) {
            // gRPC dials by a clock of its own; ours decides, and in between the last answer stands.
            if (lastFailure != null && System.nanoTime() - nextDialNanos < 0) {
                throw lastFailure;
            }
        }
        try {
            var opened = new TunnelSocket(dialer.dial("/agent/v1/tunnel", Map.of()));
            succeeded();
            return opened;
        } catch (DialException failure) {
            failed(failure);
            throw failure;
        }
    }

    private synchronized void succeeded() {
        lastFailure = null;
        backoff.succeeded();
        LOG.atInfo()
                .addKeyValue("agent", endpoint.agent())
                .addKeyValue("kahuna", endpoint.kahuna())
                .log("The tunnel to Kahuna is open.");
    }

    private synchronized void failed(DialException failure) {
        if (closing) {
            return;
        }
        var wait = failure.refused() ? backoff.afterRefusal() : backoff.afterFailure();
        nextDialNanos = System.nanoTime() + wait.toNanos();
        if (lastFailure == null || !failure.sentence().equals(lastFailure.sentence())) {
            LOG.atWarn().addKeyValue("agent", endpoint.agent()).log(failure.sentence());
        }
        LOG.debug("Dialing again in {} ms.", wait.toMillis(), failure);
        lastFailure = failure;
        var _ = threads.submit(() -> {
            Thread.sleep(wait);
            channel.resetConnectBackoff();
            return null;
        });
    }

    private final class Factory extends SocketFactory {
        @Override
        public Socket createSocket(String host, int port) throws DialException {
            return dial();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) throws DialException {
            return dial();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws DialException {
            return dial();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws DialException {
            return dial();
        }
    }

    /** Makes calls wait for the tunnel instead of failing at once, which would send Temporal's pollers into long pauses. */
    private static final class Patient implements ClientInterceptor {
        @Override
        public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
            return next.newCall(method, options.withWaitForReady());
        }
    }
}
