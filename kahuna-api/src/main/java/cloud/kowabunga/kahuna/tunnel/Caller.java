package cloud.kowabunga.kahuna.tunnel;

import cloud.kowabunga.topology.AgentId;
import io.grpc.Context;
import java.util.Objects;

/** Which agent makes the call that is being answered. */
final class Caller {
    static final Context.Key<AgentTunnel> TUNNEL = Context.key("kowabunga-tunnel");

    private Caller() {}

    /** The tunnel that the call came through. */
    static AgentTunnel tunnel() {
        return Objects.requireNonNull(TUNNEL.get(), "no call without a tunnel gets this far");
    }

    static AgentId agent() {
        return tunnel().agent();
    }
}
