package cloud.kowabunga.testing;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Name;
import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.KomputeLedger;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.network.MacAddress;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationLedger;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.storage.TemplateLedger;
import cloud.kowabunga.storage.TemplateSpec;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.tenancy.Quotas;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.PoolReach;
import cloud.kowabunga.topology.RegionId;
import cloud.kowabunga.topology.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All ledgers in memory. All methods may be called by any thread; one lock makes each call one transaction. */
public final class InMemoryLedgers implements World {
    final Rows rows = new Rows();
    private final RegionId region = new RegionId("r1");
    private final ZoneId zone = new ZoneId("z1");
    private final Set<ZoneId> zones = new HashSet<>(Set.of(zone));
    private final InMemoryOperationLedger operations = new InMemoryOperationLedger(this);

    @Nullable StoragePoolId defaultPool;

    private final Set<TemplateId> defaultTemplates = new HashSet<>();
    /** At the beginning of the transaction. */
    private final Map<ProjectId, Quotas> usageBefore = new HashMap<>();

    private boolean away;

    @Override
    public InstanceLedger instances() {
        return new InMemoryInstanceLedger(this);
    }

    @Override
    public KomputeLedger komputes() {
        return new InMemoryKomputeLedger(this);
    }

    @Override
    public VolumeLedger volumes() {
        return new InMemoryVolumeLedger(this);
    }

    @Override
    public TemplateLedger templates() {
        return new InMemoryTemplateLedger(this);
    }

    @Override
    public OperationLedger operations() {
        return operations;
    }

    @Override
    public RegionId region() {
        return region;
    }

    @Override
    public ZoneId zone() {
        return zone;
    }

    /** Switches the database off and on again. */
    public synchronized void setAway(boolean away) {
        this.away = away;
    }

    @Override
    public synchronized ZoneId addZone(String name) {
        var added = new ZoneId(name);
        zones.add(added);
        return added;
    }

    @Override
    public synchronized KaktusId addKaktus(ZoneId inZone, String name, int vcpus, Bytes memory) {
        var added = new KaktusId(name);
        rows.kaktuses.put(name, new Rows.Kaktus(added, inZone, name, vcpus, memory));
        return added;
    }

    @Override
    public synchronized void setAlive(KaktusId kaktus, boolean alive) {
        Rows.find(rows.kaktuses, "Kaktus", kaktus.value()).alive = alive;
    }

    @Override
    public synchronized StoragePoolId addPool(String name, PoolReach reach, Bytes capacity, KaktusId... servedBy) {
        var added = new StoragePoolId(name);
        rows.pools.put(name, new Rows.Pool(added, name, reach, capacity, Set.of(servedBy)));
        return added;
    }

    @Override
    public synchronized void makeDefault(StoragePoolId pool) {
        defaultPool = pool;
    }

    @Override
    public synchronized ProjectId addProject(String name, Quotas quotas) {
        var added = new ProjectId(name);
        rows.projects.put(name, new Rows.Project(added, name, quotas));
        return added;
    }

    @Override
    public synchronized void setQuotas(ProjectId project, Quotas quotas) {
        rows.projects.computeIfPresent(project.value(), (_, row) -> new Rows.Project(row.id(), row.name(), quotas));
    }

    @Override
    public synchronized TemplateId addTemplate(StoragePoolId pool, String name, Bytes size) {
        var added = new TemplateId(name);
        var row = new Rows.Template(
                pool, new TemplateSpec(added, new Name(name), null, "linux", "/images/" + name), new OperationId(name));
        row.state = "READY";
        row.size = size;
        rows.templates.put(name, row);
        return added;
    }

    @Override
    public synchronized void makeDefault(TemplateId template) {
        defaultTemplates.add(template);
    }

    @Override
    public synchronized void addPrivateSubnet(ProjectId project, int addresses) {
        rows.subnets.put(project.value(), new Rows.Subnet(project.value(), project, addresses));
    }

    @Override
    public synchronized void addPublicSubnet(int addresses) {
        rows.subnets.put("public", new Rows.Subnet("public", null, addresses));
    }

    @Override
    public synchronized AdapterId addAdapter(String name) {
        var added = new AdapterId(name);
        var mac = new MacAddress("52:54:00:00:00:%02x".formatted(rows.adapters.size()));
        rows.adapters.put(name, new Rows.Adapter(added, mac));
        return added;
    }

    @Override
    public synchronized List<String> dump() {
        return Stream.of(
                        rows.komputes.values().stream().map(InMemoryLedgers::line),
                        rows.instances.values().stream().map(InMemoryLedgers::line),
                        rows.volumes.values().stream().map(InMemoryLedgers::line),
                        rows.templates.values().stream()
                                .map(row -> "template %s %s %s"
                                        .formatted(row.spec.name(), row.state, row.size.forPeople())),
                        rows.adapters.values().stream()
                                .filter(row -> row.instance != null)
                                .map(row -> "adapter %s %s of %s reserved %s"
                                        .formatted(row.id, row.address, owner(row.instance), row.reservedBy != null)))
                .flatMap(lines -> lines)
                .toList();
    }

    @Override
    public synchronized Quotas usage(ProjectId project) {
        var machines = rows.instances.values().stream()
                .filter(row -> row.project.equals(project))
                .toList();
        var storage = rows.volumes.values().stream()
                .filter(row -> row.project.equals(project))
                .map(row -> Optional.ofNullable(row.newSize).orElse(row.size))
                .reduce(Bytes.ZERO, Bytes::plus);
        return new Quotas(
                machines.stream().mapToLong(Rows.Instance::vcpus).sum(),
                machines.stream().map(Rows.Instance::memory).reduce(Bytes.ZERO, Bytes::plus),
                storage,
                machines.size());
    }

    @Override
    public Optional<Written> operation(OperationId operation) {
        return operations.find(operation);
    }

    /** One transaction. */
    synchronized <T> T transaction(Supplier<T> work) {
        if (away) {
            throw Fault.DATABASE_AWAY.because("The database does not answer.");
        }
        usageBefore.clear();
        rows.projects.values().forEach(row -> usageBefore.put(row.id(), usage(row.id())));
        return work.get();
    }

    void requireQuota(ProjectId project) {
        var row = Rows.find(rows.projects, "Project", project.value());
        var before = usageBefore.getOrDefault(project, Quotas.UNLIMITED);
        Quotas.requireWithin(row.quotas(), before, usage(project), row.name());
    }

    /** The Kompute that this instance, volume or adapter is a part of, if it is. */
    Optional<Rows.Kompute> komputeOf(Object part) {
        return rows.komputes.values().stream()
                .filter(row -> row.instance == part || row.volumes.contains(part) || row.adapters.contains(part))
                .findFirst();
    }

    /** Refuses to do something to a part alone. */
    void requireNoPart(Object part, String title) {
        komputeOf(part).ifPresent(whole -> {
            throw Fault.IN_USE.because("%s belongs to Kompute '%s' and cannot be deleted or detached alone."
                    .formatted(title, whole.instance.spec.name()));
        });
    }

    /** Takes a Kompute for an operation, or says which one works on it or on a part of it. */
    void claim(Rows.Kompute whole, OperationId operation) {
        var running = operations
                .opening(whole.claimedBy)
                .filter(_ -> operations.find(whole.claimedBy).stream()
                        .anyMatch(written -> !written.state().isFinal()))
                .filter(holder -> operations
                        .opening(operation)
                        .filter(mine -> mine.workflowId().equals(holder.workflowId()))
                        .isEmpty());
        if (running.isPresent() && !whole.claimedBy.equals(operation)) {
            throw Fault.OPERATION_RUNNING.because("Kompute '%s' is being worked on by operation %s."
                    .formatted(whole.instance.spec.name(), whole.claimedBy));
        }
        whole.claimedBy = operation;
    }

    void requireZone(@Nullable ZoneId wanted) {
        if (wanted != null && !zones.contains(wanted)) {
            throw Fault.NOT_FOUND.because("There is no Zone '" + wanted + "'.");
        }
    }

    void requireRegion(RegionId wanted) {
        if (!wanted.equals(region)) {
            throw Fault.NOT_FOUND.because("There is no Region '" + wanted + "'.");
        }
    }

    Optional<TemplateId> defaultTemplate(StoragePoolId pool) {
        return defaultTemplates.stream()
                .filter(id ->
                        Rows.find(rows.templates, "Template", id.value()).pool.equals(pool))
                .findFirst();
    }

    private static String line(Rows.Kompute row) {
        return "kompute %s: instance %s, volumes %s, adapters %s"
                .formatted(
                        row.id,
                        row.instance.spec.id(),
                        row.volumes.stream().map(volume -> volume.spec.id()).toList(),
                        row.adapters.stream().map(adapter -> adapter.id).toList());
    }

    private static String line(Rows.Instance row) {
        return "instance %s '%s' %s, %s, %d vcpus, adapters %s, volumes %s, wants %s"
                .formatted(
                        row.spec.id(),
                        row.spec.name(),
                        row.state,
                        row.memory().forPeople(),
                        row.vcpus(),
                        row.spec.adapters(),
                        row.spec.volumes(),
                        row.wanted);
    }

    private static String line(Rows.Volume row) {
        return "volume %s %s %s, grows to %s, of %s as %s, reserved %s"
                .formatted(
                        row.spec.name(),
                        row.state,
                        row.size.forPeople(),
                        row.newSize,
                        owner(row.instance),
                        row.target,
                        row.reservedBy != null);
    }

    private static String owner(Rows.@Nullable Instance instance) {
        return instance == null
                ? "nobody"
                : Objects.requireNonNull(instance).spec.id().value();
    }
}
