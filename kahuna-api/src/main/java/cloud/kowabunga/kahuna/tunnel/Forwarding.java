package cloud.kowabunga.kahuna.tunnel;

import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.topology.AgentId;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.util.function.BiFunction;

/**
 * Hands a call on to Temporal and its answer back, both through a gate. Deadline and cancellation follow the caller: when
 * a tunnel breaks, gRPC cancels its calls, and with them the ones to Temporal.
 */
final class Forwarding {
    private static final Metadata.Key<byte[]> DETAILS =
            Metadata.Key.of("grpc-status-details-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private final Channel temporal;
    private final Audit audit;

    Forwarding(Channel temporal, Audit audit) {
        this.temporal = temporal;
        this.audit = audit;
    }

    /**
     * @param in looks at a request and answers with what goes to Temporal, or throws a {@link Refusal}
     * @param out makes of Temporal's answer what the agent gets
     */
    <Q, A> ServerMethodDefinition<Q, A> method(
            MethodDescriptor<Q, A> method, BiFunction<AgentId, Q, Q> in, BiFunction<AgentId, A, A> out) {
        return ServerMethodDefinition.create(
                method, ServerCalls.asyncUnaryCall((request, answer) -> forward(method, in, out, request, answer)));
    }

    private <Q, A> void forward(
            MethodDescriptor<Q, A> method,
            BiFunction<AgentId, Q, Q> in,
            BiFunction<AgentId, A, A> out,
            Q request,
            StreamObserver<A> answer) {
        var agent = Caller.agent();
        Q allowed;
        try {
            allowed = in.apply(agent, request);
        } catch (Refusal refusal) {
            audit.refused(agent, method.getFullMethodName(), refusal.sentence());
            answer.onError(refusal.status().asRuntimeException());
            return;
        } catch (KowabungaException fault) {
            answer.onError(Status.UNAVAILABLE.withDescription(fault.sentence()).asRuntimeException());
            return;
        }
        audit.began();
        ClientCalls.asyncUnaryCall(temporal.newCall(method, CallOptions.DEFAULT), allowed, new StreamObserver<A>() {
            @Override
            public void onNext(A value) {
                answer.onNext(out.apply(agent, value));
            }

            @Override
            public void onError(Throwable thrown) {
                audit.ended();
                answer.onError(forAgents(thrown));
            }

            @Override
            public void onCompleted() {
                audit.ended();
                answer.onCompleted();
            }
        });
    }

    /** Temporal's status and its details are what a worker acts upon; addresses inside the platform are not for agents. */
    private static StatusRuntimeException forAgents(Throwable thrown) {
        var status = Status.fromThrowable(thrown);
        if (status.getCode() == Status.Code.UNAVAILABLE) {
            return Status.UNAVAILABLE
                    .withDescription("The engine is away for now.")
                    .asRuntimeException();
        }
        var trailers = new Metadata();
        var details = thrown instanceof StatusRuntimeException failure && failure.getTrailers() != null
                ? failure.getTrailers().get(DETAILS)
                : null;
        if (details != null) {
            trailers.put(DETAILS, details);
        }
        return status.withCause(null).asRuntimeException(trailers);
    }
}
