package cloud.kowabunga.agent;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.compute.HypervisorActivities;
import cloud.kowabunga.storage.BlockStoreActivities;
import cloud.kowabunga.testing.InMemoryDataCenter;
import cloud.kowabunga.topology.AgentReport;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.PoolReach;
import cloud.kowabunga.topology.Processor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kaktus that exist in memory, each a data center of its own with pools of its own, which outlives its agent. */
public final class Simulation {
    private static final Bytes MEMORY = Bytes.ofGib(256);
    private static final Bytes CAPACITY = Bytes.ofGib(10_000);
    private static final Bytes IMAGE = Bytes.ofMib(512);
    private static final Processor PROCESSOR = new Processor("x86_64", "Simulated", "Kowabunga", 2, 32, 128);
    private static final String HYPERVISOR = "simulated, in memory";

    private static final Path NOWHERE = Path.of("/dev/null");
    private static final Logger LOG = LoggerFactory.getLogger(Simulation.class);

    private final Instant startedAt = Instant.now();

    /** What a template is imported from does not matter: each source is an image of half a GiB. */
    public Kaktus kaktus(AgentConfig config) {
        var id = new KaktusId(config.kahuna().agent().value());
        var world = new InMemoryDataCenter()
                .addKaktus(id, config.bridges().toArray(String[]::new))
                .acceptAnySource(IMAGE);
        config.pools().keySet().forEach(pool -> world.addPool(pool, PoolReach.KAKTUS, CAPACITY));
        var journal = journal(config);
        var hypervisor = journal.keeping(HypervisorActivities.class, world.hypervisor(id));
        var blockStore = journal.keeping(BlockStoreActivities.class, world.blockStore());
        journal.replay();
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

    private static Journal journal(AgentConfig config) {
        try {
            Files.createDirectories(config.state());
            return new Journal(config.state()
                    .resolve("simulated-" + config.kahuna().agent().value() + ".journal"));
        } catch (IOException _) {
            LOG.warn("The simulated data center ends with this agent: {} cannot be written.", config.state());
            return new Journal(NOWHERE);
        }
    }
}
