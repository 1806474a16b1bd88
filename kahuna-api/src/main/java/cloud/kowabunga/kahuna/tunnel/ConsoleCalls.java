package cloud.kowabunga.kahuna.tunnel;

import cloud.kowabunga.compute.ConsoleCall;
import cloud.kowabunga.kahuna.wire.Json;
import cloud.kowabunga.topology.AgentId;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The method by which agents hear through their tunnels which consoles somebody waits for: a stream of JSON that never ends by itself. */
public final class ConsoleCalls {
    private final Map<AgentId, Set<ServerCallStreamObserver<byte[]>>> listening = new ConcurrentHashMap<>();
    private final List<Consumer<AgentId>> whenArrived = new CopyOnWriteArrayList<>();

    ConsoleCalls() {}

    ServerMethodDefinition<byte[], byte[]> method() {
        var method = MethodDescriptor.newBuilder(Raw.INSTANCE, Raw.INSTANCE)
                .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
                .setFullMethodName("kowabunga.agent.v1.Agent/Consoles")
                .build();
        return ServerMethodDefinition.create(method, ServerCalls.asyncServerStreamingCall(this::listen));
    }

    /** Tells of each agent that begins to listen here, on the thread of its call: what it did not hear before can be said again. */
    public void onArrival(Consumer<AgentId> arrived) {
        whenArrived.add(arrived);
    }

    /** Calls these agents, of which some may have their tunnels elsewhere. */
    public void call(Collection<AgentId> agents, ConsoleCall call) {
        var message = Json.mapper().writeValueAsBytes(call);
        for (var agent : agents) {
            for (var stream : listening.getOrDefault(agent, Set.of())) {
                send(stream, message);
            }
        }
    }

    private void listen(byte[] nothing, StreamObserver<byte[]> answers) {
        var agent = Caller.agent();
        var stream = (ServerCallStreamObserver<byte[]>) answers;
        stream.setOnCancelHandler(() -> listening.computeIfPresent(agent, (_, streams) -> {
            streams.remove(stream);
            return streams.isEmpty() ? null : streams;
        }));
        listening.compute(agent, (_, streams) -> {
            var all = streams == null ? ConcurrentHashMap.<ServerCallStreamObserver<byte[]>>newKeySet() : streams;
            all.add(stream);
            return all;
        });
        whenArrived.forEach(listener -> listener.accept(agent));
    }

    private static void send(ServerCallStreamObserver<byte[]> stream, byte[] message) {
        // Calls of one stream must not be mixed.
        synchronized (stream) {
            try {
                stream.onNext(message);
            } catch (StatusRuntimeException | IllegalStateException _) {
                // The tunnel broke; the agent listens anew and hears it then.
            }
        }
    }
}
