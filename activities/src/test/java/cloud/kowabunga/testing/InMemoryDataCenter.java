package cloud.kowabunga.testing;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.compute.HypervisorActivities;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.SerialConsoles;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.network.NetworkActivities;
import cloud.kowabunga.storage.BlockStoreActivities;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.PoolReach;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A data center in memory: Kaktus with machines, and pools with images. Simulated agents and tests act on it through the same interfaces as
 * on a real one, and both pass the same contract suites. All methods may be called by any thread.
 */
public final class InMemoryDataCenter {
    private final InstantSource clock;
    private final Map<String, SimulatedKaktus> kaktuses = new TreeMap<>();
    private final Map<String, SimulatedPool> pools = new TreeMap<>();
    private final Map<String, Bytes> sources = new TreeMap<>();
    private final Set<String> brokenSources = new HashSet<>();
    private Optional<Bytes> otherSources = Optional.empty();
    private Latency latency = Latency.NONE;

    public InMemoryDataCenter() {
        this(InstantSource.system());
    }

    /** @param clock by which its guests take their time */
    public InMemoryDataCenter(InstantSource clock) {
        this.clock = clock;
    }

    /** Adds a Kaktus with these bridges. */
    public synchronized InMemoryDataCenter addKaktus(KaktusId kaktus, String... bridges) {
        kaktuses.put(kaktus.value(), new SimulatedKaktus(kaktus, Set.of(bridges)));
        return this;
    }

    /** Adds a pool; names are unique in the data center. */
    public synchronized InMemoryDataCenter addPool(String name, PoolReach reach, Bytes capacity) {
        pools.put(name, new SimulatedPool(name, reach, capacity));
        return this;
    }

    /** Says that this source is an image of this virtual size. */
    public synchronized InMemoryDataCenter addSource(String source, Bytes size) {
        sources.put(source, size);
        return this;
    }

    /** Says that this source is there, and is not an image. */
    public synchronized InMemoryDataCenter addBrokenSource(String source) {
        brokenSources.add(source);
        return this;
    }

    /** Says that every source that nobody spoke of is an image of this virtual size; without it such a source is absent. */
    public synchronized InMemoryDataCenter acceptAnySource(Bytes size) {
        otherSources = Optional.of(size);
        return this;
    }

    /** From now on each call takes that long. */
    public synchronized void setLatency(Latency latency) {
        this.latency = latency;
    }

    public HypervisorActivities hypervisor(KaktusId kaktus) {
        return new InMemoryHypervisor(this, kaktus);
    }

    public SerialConsoles consoles(KaktusId kaktus) {
        return new InMemorySerialConsoles(this, kaktus);
    }

    public NetworkActivities network(KaktusId kaktus) {
        return new InMemoryNetwork(this, kaktus);
    }

    /** One agent's view of all pools. Several may be in use at once, as several agents may serve a pool. */
    public BlockStoreActivities blockStore() {
        return new InMemoryBlockStore(this);
    }

    /** Switches the hypervisor of a Kaktus off and on again; its machines go on. */
    public synchronized void setLibvirtAway(KaktusId kaktus, boolean away) {
        kaktus(kaktus).libvirtAway = away;
    }

    /** Switches a pool off and on again. */
    public synchronized void setPoolAway(String pool, boolean away) {
        pool(pool).away = away;
    }

    /** Takes a bridge down. */
    public synchronized void removeBridge(KaktusId kaktus, String bridge) {
        kaktus(kaktus).bridges.remove(bridge);
    }

    /** How long a guest takes to go down after its power button was pressed; empty for one that ignores the button. */
    public synchronized void setShutdownTime(KaktusId kaktus, Optional<Duration> time) {
        kaktus(kaktus).shutdownTime = time;
    }

    /** Lets a machine die by itself, as a guest that panics does. */
    public synchronized void crash(KaktusId kaktus, InstanceId instance) {
        kaktus(kaktus).machine(instance).crash();
    }

    /** Writes into an image, as its guest would. */
    public synchronized void write(ImageRef image, String content) {
        pool(image.pool()).image(image).content = content;
    }

    /** Reads what was written last, or what the image began with. */
    public synchronized String read(ImageRef image) {
        return pool(image.pool()).image(image).content;
    }

    /** Whether there is neither a machine nor an image nor a claim. */
    public boolean isClean() {
        return dump().isEmpty();
    }

    /** One line for each machine, image, snapshot and claim, sorted; equal data centers give equal dumps. */
    public synchronized List<String> dump() {
        return Stream.concat(
                        kaktuses.values().stream().flatMap(SimulatedKaktus::dump),
                        pools.values().stream().flatMap(SimulatedPool::dump))
                .toList();
    }

    /** How many machines run now, in the whole data center. */
    public synchronized long running() {
        return kaktuses.values().stream().mapToLong(SimulatedKaktus::running).sum();
    }

    InstantSource clock() {
        return clock;
    }

    synchronized Latency latency() {
        return latency;
    }

    SimulatedKaktus kaktus(KaktusId id) {
        return Optional.ofNullable(kaktuses.get(id.value()))
                .orElseThrow(() -> Fault.NOT_FOUND.because("There is no Kaktus '" + id + "' in this data center."));
    }

    SimulatedPool pool(String name) {
        return Optional.ofNullable(pools.get(name))
                .orElseThrow(() -> Fault.NOT_FOUND.because("There is no pool '" + name + "'. There are: "
                        + pools.keySet().stream().collect(Collectors.joining(", ")) + "."));
    }

    Collection<SimulatedKaktus> kaktuses() {
        return kaktuses.values();
    }

    /** The virtual size of a source. Raises SOURCE_ABSENT and SOURCE_NOT_AN_IMAGE. */
    Bytes fetch(String source) {
        if (brokenSources.contains(source)) {
            throw Fault.SOURCE_NOT_AN_IMAGE.because("'" + source + "' is not a disk image.");
        }
        return Optional.ofNullable(sources.get(source))
                .or(() -> otherSources)
                .orElseThrow(() -> Fault.SOURCE_ABSENT.because("There is nothing at '" + source + "'."));
    }
}
