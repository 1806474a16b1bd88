package cloud.kowabunga.agent.tunnel;

import cloud.kowabunga.topology.AgentOrders;
import cloud.kowabunga.topology.AgentReport;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** Sends reports to Kahuna and brings its orders back. Both are JSON. */
public final class ReportCall {
    private static final int DEADLINE_SECONDS = 10;
    private static final MethodDescriptor<byte[], byte[]> METHOD = MethodDescriptor.newBuilder(new Raw(), new Raw())
            .setType(MethodDescriptor.MethodType.UNARY)
            .setFullMethodName("kowabunga.agent.v1.Agent/Report")
            .build();

    /** The same rules for records, times and unknown fields as in the payloads of activities. */
    private final ObjectMapper json = JacksonJsonPayloadConverter.newDefaultObjectMapper();

    private final Channel kahuna;

    public ReportCall(Channel kahuna) {
        this.kahuna = kahuna;
    }

    /** Blocks up to 10 s. Throws {@link io.grpc.StatusRuntimeException} where Kahuna cannot be reached or says no. */
    public AgentOrders send(AgentReport report) {
        try {
            var answer = ClientCalls.blockingUnaryCall(
                    kahuna,
                    METHOD,
                    CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS),
                    json.writeValueAsBytes(report));
            return json.readValue(answer, AgentOrders.class);
        } catch (IOException malformed) {
            throw new UncheckedIOException("Kahuna's orders cannot be read.", malformed);
        }
    }
}
