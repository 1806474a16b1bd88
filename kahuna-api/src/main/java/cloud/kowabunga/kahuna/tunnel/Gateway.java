package cloud.kowabunga.kahuna.tunnel;

import cloud.kowabunga.kahuna.access.AgentKeys;
import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerTransportFilter;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.bootstrap.Bootstrap;
import io.grpc.netty.shaded.io.netty.channel.DefaultEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.local.LocalAddress;
import io.grpc.netty.shaded.io.netty.channel.local.LocalChannel;
import io.grpc.netty.shaded.io.netty.channel.local.LocalServerChannel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A gRPC server that no port leads to: its connections are the agents' tunnels. Who calls is known from the connection, and
 * nothing that an agent sends inside can change it.
 */
final class Gateway implements AutoCloseable {
    private static final int MAX_MESSAGE = 8 << 20;
    private static final int MAX_CALLS = 256;
    private static final Attributes.Key<AgentTunnel> TUNNEL = Attributes.Key.create("kowabunga-tunnel");

    private final Map<String, AgentTunnel> open = new ConcurrentHashMap<>();
    private final EventLoopGroup loops = new DefaultEventLoopGroup();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("gateway-", 0).factory());
    private final LocalAddress address = new LocalAddress("kowabunga-gateway-" + UUID.randomUUID());
    private final Audit audit;
    private final Server server;

    /** @param protocol all that may be called */
    Gateway(List<ServerMethodDefinition<?, ?>> protocol, Audit audit) throws IOException {
        this.audit = audit;
        this.server = NettyServerBuilder.forAddress(address)
                .channelType(LocalServerChannel.class)
                .bossEventLoopGroup(loops)
                .workerEventLoopGroup(loops)
                .executor(threads)
                .addTransportFilter(new Identify())
                .intercept(new Introduce())
                .fallbackHandlerRegistry(new Registry(protocol, audit))
                .maxInboundMessageSize(MAX_MESSAGE)
                .maxConcurrentCallsPerConnection(MAX_CALLS)
                // An agent that vanished without a word is noticed within ten seconds, and its polls end.
                .keepAliveTime(5, TimeUnit.SECONDS)
                .keepAliveTimeout(5, TimeUnit.SECONDS)
                .permitKeepAliveTime(1, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .build()
                .start();
    }

    /** Begins a tunnel for an agent that has proved who it is. */
    AgentTunnel open(AgentKeys.Opened opened, Wire wire, Runnable whenGone) throws IOException {
        var id = "tunnel-" + UUID.randomUUID();
        var tunnel = new AgentTunnel(opened, wire, audit, () -> {
            if (open.remove(id) != null) {
                audit.closed();
            }
            whenGone.run();
        });
        open.put(id, tunnel);
        audit.opened();
        var connecting = new Bootstrap()
                .group(loops)
                .channel(LocalChannel.class)
                .handler(tunnel)
                .connect(address, new LocalAddress(id))
                .awaitUninterruptibly();
        if (!connecting.isSuccess()) {
            tunnel.end(Wire.GOING_AWAY, "");
            throw new IOException("The gateway does not take a tunnel.", connecting.cause());
        }
        tunnel.connected(connecting.channel());
        return tunnel;
    }

    /** The tunnels that are open now. */
    List<AgentTunnel> tunnels() {
        return List.copyOf(open.values());
    }

    @Override
    public void close() {
        server.shutdownNow();
        tunnels().forEach(tunnel -> tunnel.end(Wire.GOING_AWAY, "This Kahuna stops."));
        var _ = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        threads.shutdown();
    }

    /** Ties each connection to the tunnel that it came through. */
    private final class Identify extends ServerTransportFilter {
        @Override
        public Attributes transportReady(Attributes attributes) {
            var from = attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
            var tunnel = from instanceof LocalAddress local ? open.get(local.id()) : null;
            return tunnel == null
                    ? attributes
                    : attributes.toBuilder().set(TUNNEL, tunnel).build();
        }
    }

    /** Tells each call who makes it. */
    private static final class Introduce implements ServerInterceptor {
        @Override
        public <Q, A> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
            var tunnel = call.getAttributes().get(TUNNEL);
            if (tunnel == null) {
                call.close(Status.UNAUTHENTICATED.withDescription("The tunnel is gone."), new Metadata());
                return new ServerCall.Listener<>() {};
            }
            var context = Context.current().withValue(Caller.TUNNEL, tunnel);
            return Contexts.interceptCall(context, call, headers, next);
        }
    }

    /** Finds the methods of the protocol, and an answer for every other one. */
    private static final class Registry extends HandlerRegistry {
        private final Map<String, ServerMethodDefinition<?, ?>> methods = new ConcurrentHashMap<>();
        private final Audit audit;

        Registry(List<ServerMethodDefinition<?, ?>> protocol, Audit audit) {
            protocol.forEach(method -> methods.put(method.getMethodDescriptor().getFullMethodName(), method));
            this.audit = audit;
        }

        @Override
        public ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
            var known = methods.get(name);
            return known != null ? known : refusing(name);
        }

        private ServerMethodDefinition<byte[], byte[]> refusing(String name) {
            var method = MethodDescriptor.newBuilder(Raw.INSTANCE, Raw.INSTANCE)
                    .setType(MethodDescriptor.MethodType.UNKNOWN)
                    .setFullMethodName(name)
                    .build();
            return ServerMethodDefinition.create(method, (call, headers) -> {
                var refusal = Refusal.because("An agent may not call " + name + ".");
                audit.refused(Caller.agent(), name, refusal.sentence());
                call.close(refusal.status(), new Metadata());
                return new ServerCall.Listener<>() {};
            });
        }
    }
}
