package cloud.kowabunga.kahuna.tunnel;

import cloud.kowabunga.topology.AgentId;
import io.grpc.Context;
import java.util.Objects;

/** Which agent makes the call that is being answered. */
final class Caller {
    static final Context.Key<AgentId> AGENT = Context.key("kowabunga-agent");

    private Caller() {}

    static AgentId agent() {
        return Objects.requireNonNull(AGENT.get(), "no call without a tunnel gets this far");
    }
}
