package cloud.kowabunga.kahuna.tunnel;

import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.topology.AgentReport;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one method of ours in the tunnel: an agent's report, and Kahuna's orders in answer. Both are JSON. */
final class ReportMethod {
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Reports reports;

    ReportMethod(Reports reports) {
        this.reports = reports;
    }

    ServerMethodDefinition<byte[], byte[]> method() {
        var method = MethodDescriptor.newBuilder(Raw.INSTANCE, Raw.INSTANCE)
                .setType(MethodDescriptor.MethodType.UNARY)
                .setFullMethodName("kowabunga.agent.v1.Agent/Report")
                .build();
        return ServerMethodDefinition.create(method, ServerCalls.asyncUnaryCall(this::take));
    }

    private void take(byte[] request, StreamObserver<byte[]> answer) {
        AgentReport report;
        try {
            report = JSON.readValue(request, AgentReport.class);
        } catch (JacksonException malformed) {
            answer.onError(Status.INVALID_ARGUMENT
                    .withDescription("The report is not one that this Kahuna reads.")
                    .asRuntimeException());
            return;
        }
        try {
            var orders = reports.take(Caller.agent(), report);
            Caller.tunnel().repeatThatItIsGone();
            answer.onNext(JSON.writeValueAsBytes(orders));
            answer.onCompleted();
        } catch (KowabungaException fault) {
            answer.onError(Status.UNAVAILABLE.withDescription(fault.sentence()).asRuntimeException());
        }
    }
}
