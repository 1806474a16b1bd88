package cloud.kowabunga.agent.tunnel;

import cloud.kowabunga.compute.ConsoleCall;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import java.io.IOException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears through the tunnel which consoles somebody waits for. */
public final class ConsoleCalls {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleCalls.class);
    private static final MethodDescriptor<byte[], byte[]> METHOD = MethodDescriptor.newBuilder(new Raw(), new Raw())
            .setType(MethodDescriptor.MethodType.SERVER_STREAMING)
            .setFullMethodName("kowabunga.agent.v1.Agent/Consoles")
            .build();

    private final ObjectMapper json = JacksonJsonPayloadConverter.newDefaultObjectMapper();
    private final Channel kahuna;

    public ConsoleCalls(Channel kahuna) {
        this.kahuna = kahuna;
    }

    /**
     * Waits for the tunnel, then tells of each call as it comes, for as long as the tunnel stands. Throws
     * {@link io.grpc.StatusRuntimeException} when it ends, and where this Kahuna knows no consoles.
     */
    public void hear(Consumer<ConsoleCall> listener) {
        var calls = ClientCalls.blockingServerStreamingCall(kahuna, METHOD, CallOptions.DEFAULT, new byte[0]);
        while (calls.hasNext()) {
            try {
                listener.accept(json.readValue(calls.next(), ConsoleCall.class));
            } catch (IOException malformed) {
                LOG.warn("Kahuna's call to a console cannot be read.", malformed);
            }
        }
    }
}
