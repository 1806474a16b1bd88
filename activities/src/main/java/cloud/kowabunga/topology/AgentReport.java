package cloud.kowabunga.topology;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.compute.DomainReport;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says of itself and of its Kaktus every few seconds over its tunnel. A report is also the sign of life.
 *
 * @param version the agent's version
 * @param startedAt when the agent's process began
 * @param processor absent while libvirt is away
 * @param memory of the whole Kaktus; absent while libvirt is away
 * @param hypervisor for example {@code QEMU 7.2.22 (software emulation)}
 * @param simulated whether this data center exists in memory only
 * @param domains every domain of ours on the Kaktus; absent, not empty, while libvirt is away
 * @param problems sentences for the operator, for example that libvirt does not answer
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AgentReport(
        String version,
        Instant startedAt,
        @Nullable Processor processor,
        @Nullable Bytes memory,
        @Nullable String hypervisor,
        boolean simulated,
        List<PoolReport> pools,
        @Nullable List<DomainReport> domains,
        List<String> problems) {
    public AgentReport {
        pools = List.copyOf(pools);
        domains = domains == null ? null : List.copyOf(domains);
        problems = List.copyOf(problems);
    }
}
