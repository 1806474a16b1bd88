package cloud.kowabunga.tunnel;

import cloud.kowabunga.agent.Agent;
import cloud.kowabunga.agent.AgentConfig;
import cloud.kowabunga.agent.Kaktus;
import cloud.kowabunga.agent.Simulation;
import cloud.kowabunga.agent.tunnel.DialException;
import cloud.kowabunga.agent.tunnel.Dialer;
import cloud.kowabunga.agent.tunnel.Endpoint;
import cloud.kowabunga.agent.tunnel.Tunnel;
import cloud.kowabunga.topology.AgentId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Agents as tests need them: whole simulated ones, or only a tunnel. */
final class Agents {
    private Agents() {}

    static Endpoint endpoint(Platform platform, String id) {
        return new Endpoint(
                URI.create("ws://127.0.0.1:" + platform.port()), new AgentId(id), platform.keyFile(id), null);
    }

    static Tunnel tunnel(Endpoint endpoint) throws DialException {
        return new Tunnel(endpoint, new Dialer(endpoint, Dialer.http(endpoint)));
    }

    /** A simulated agent at work; the caller stops it. */
    static Agent start(Platform platform, String id) throws DialException {
        return start(platform, id, Optional.empty());
    }

    static Agent startWithMetadata(Platform platform, String id, int port) throws DialException {
        return start(platform, id, Optional.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }

    private static Agent start(Platform platform, String id, Optional<InetSocketAddress> metadata)
            throws DialException {
        var config = config(endpoint(platform, id), metadata);
        return start(config, new Simulation().kaktus(config));
    }

    /** An agent at work with a Kaktus that the caller knows. */
    static Agent start(AgentConfig config, Kaktus kaktus) throws DialException {
        var agent = new Agent(config, kaktus, new Dialer(config.kahuna(), Dialer.http(config.kahuna())));
        agent.start();
        return agent;
    }

    static AgentConfig config(Endpoint endpoint, Optional<InetSocketAddress> metadata) {
        return new AgentConfig(
                endpoint,
                new AgentConfig.Libvirt("", AgentConfig.DomainType.AUTO),
                Path.of("/nonexistent"),
                Map.of("local", new AgentConfig.Pool(Path.of("/nonexistent"), AgentConfig.Format.QCOW2)),
                metadata,
                true);
    }
}
