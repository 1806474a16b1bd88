package cloud.kowabunga.agent;

import cloud.kowabunga.agent.tunnel.Endpoint;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an agent is told by its configuration file.
 *
 * @param kahuna where to dial, and as whom
 * @param libvirt how to reach the hypervisor of this Kaktus
 * @param state a folder for what must outlive the agent: seeds, consoles
 * @param pools what this agent serves, each by the name that a StoragePool of the API gives as its pool
 * @param metadata where instances ask for their metadata; absent: nowhere
 * @param simulated the data center exists in memory only
 * @param bridges those of a simulated Kaktus
 */
public record AgentConfig(
        Endpoint kahuna,
        Libvirt libvirt,
        Path state,
        Map<String, Pool> pools,
        Optional<InetSocketAddress> metadata,
        boolean simulated,
        List<String> bridges) {
    /** What a simulated Kaktus has where nothing else is said. */
    static final List<String> BRIDGES = List.of("kow0", "br0");

    public AgentConfig {
        pools = Map.copyOf(pools);
        bridges = List.copyOf(bridges);
    }

    /** As above, with the bridges that a simulated Kaktus has where nothing is said. */
    public AgentConfig(
            Endpoint kahuna,
            Libvirt libvirt,
            Path state,
            Map<String, Pool> pools,
            Optional<InetSocketAddress> metadata,
            boolean simulated) {
        this(kahuna, libvirt, state, pools, metadata, simulated, BRIDGES);
    }

    /** The same agent with a Kaktus that exists in memory. */
    AgentConfig asSimulated() {
        return new AgentConfig(kahuna, libvirt, state, pools, metadata, true, bridges);
    }

    /** @param uri as libvirt's manual spells it, for example {@code qemu:///system} */
    public record Libvirt(String uri, DomainType domainType) {}

    /** Who executes the guests' instructions. */
    public enum DomainType {
        /** KVM where a guest really runs with it, else emulation. */
        AUTO,
        KVM,
        QEMU;

        String spelling() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** One pool: a folder of image files. */
    public record Pool(Path path, Format format) {}

    /** How images lie in a folder. */
    public enum Format {
        QCOW2,
        RAW;

        String spelling() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
