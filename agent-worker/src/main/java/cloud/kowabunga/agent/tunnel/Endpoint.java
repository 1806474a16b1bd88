package cloud.kowabunga.agent.tunnel;

import cloud.kowabunga.topology.AgentId;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where Kahuna is and who dials.
 *
 * @param kahuna {@code wss://kahuna.example.org} or, where that was allowed, {@code ws://…}
 * @param keyFile holds the agent's key; read at each dialing, so that a rotated key needs no restart
 * @param caFile certificates in PEM form that sign Kahuna's; absent for those that the Java runtime trusts
 */
public record Endpoint(
        URI kahuna, AgentId agent, Path keyFile, @Nullable Path caFile) {
    /** Whether the bytes travel unencrypted. */
    public boolean isPlain() {
        return "ws".equals(kahuna.getScheme());
    }

    URI path(String path) {
        return URI.create(kahuna.toString().replaceFirst("/+$", "") + path);
    }
}
