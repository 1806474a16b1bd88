package cloud.kowabunga.agent;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.testing.InMemoryDataCenter;
import cloud.kowabunga.topology.AgentReport;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.PoolReach;
import cloud.kowabunga.topology.Processor;
import java.time.Instant;
import java.util.List;

/** Kaktus that exist in memory, each a data center of its own with pools of its own. */
public final class Simulation {
    private static final Bytes MEMORY = Bytes.ofGib(256);
    private static final Bytes CAPACITY = Bytes.ofGib(10_000);
    private static final Bytes IMAGE = Bytes.ofMib(512);
    private static final Processor PROCESSOR = new Processor("x86_64", "Simulated", "Kowabunga", 2, 32, 128);
    private static final String HYPERVISOR = "simulated, in memory";

    private final Instant startedAt = Instant.now();

    /** What a template is imported from does not matter: each source is an image of half a GiB. */
    public Kaktus kaktus(AgentConfig config) {
        var id = new KaktusId(config.kahuna().agent().value());
        var world = new InMemoryDataCenter().addKaktus(id, "kow0", "br0").acceptAnySource(IMAGE);
        config.pools().keySet().forEach(pool -> world.addPool(pool, PoolReach.KAKTUS, CAPACITY));
        var hypervisor = world.hypervisor(id);
        var blockStore = world.blockStore();
        var pools = config.pools().keySet().stream().sorted().toList();
        Inventory inventory = () -> new AgentReport(
                AgentMain.version(),
                startedAt,
                PROCESSOR,
                MEMORY,
                HYPERVISOR,
                true,
                pools.stream().map(blockStore::status).toList(),
                hypervisor.domains(),
                List.of());
        return new Kaktus(inventory, hypervisor, blockStore, world.network(id), world.consoles(id), () -> {});
    }
}
