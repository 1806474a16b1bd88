package cloud.kowabunga.kahuna.database;

import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;
import static cloud.kowabunga.kahuna.db.Tables.ADAPTER_ADDRESS;
import static cloud.kowabunga.kahuna.db.Tables.AGENT;
import static cloud.kowabunga.kahuna.db.Tables.AGENT_STATUS;
import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.KOMPUTE;
import static cloud.kowabunga.kahuna.db.Tables.OPERATION;
import static cloud.kowabunga.kahuna.db.Tables.POOL_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT_REGION;
import static cloud.kowabunga.kahuna.db.Tables.REGION;
import static cloud.kowabunga.kahuna.db.Tables.STORAGE_POOL;
import static cloud.kowabunga.kahuna.db.Tables.SUBNET;
import static cloud.kowabunga.kahuna.db.Tables.SUBNET_RANGE;
import static cloud.kowabunga.kahuna.db.Tables.TEMPLATE;
import static cloud.kowabunga.kahuna.db.Tables.VNET;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;
import static cloud.kowabunga.kahuna.db.Tables.ZONE;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.KomputeLedger;
import cloud.kowabunga.kahuna.compute.JooqInstanceLedger;
import cloud.kowabunga.kahuna.compute.JooqKomputeLedger;
import cloud.kowabunga.kahuna.operation.Allowance;
import cloud.kowabunga.kahuna.operation.JooqOperationLedger;
import cloud.kowabunga.kahuna.operation.OperationQueryTesting;
import cloud.kowabunga.kahuna.storage.JooqTemplateLedger;
import cloud.kowabunga.kahuna.storage.JooqVolumeLedger;
import cloud.kowabunga.kahuna.storage.TemplateState;
import cloud.kowabunga.kahuna.tenancy.ProjectQuota;
import cloud.kowabunga.kahuna.topology.LiveAgents;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.network.MacAddress;
import cloud.kowabunga.network.SubnetId;
import cloud.kowabunga.network.VNetId;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationLedger;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.storage.TemplateLedger;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.tenancy.Quotas;
import cloud.kowabunga.testing.World;
import cloud.kowabunga.topology.AgentId;
import cloud.kowabunga.topology.AgentKind;
import cloud.kowabunga.topology.AgentReport;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.PoolReach;
import cloud.kowabunga.topology.PoolReport;
import cloud.kowabunga.topology.Processor;
import cloud.kowabunga.topology.RegionId;
import cloud.kowabunga.topology.ZoneId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The world of the contract suites on a real PostgreSQL. Making a new one empties the database. */
public final class PostgresWorld implements World {
    private static final SubnetId SUBNET_1 = new SubnetId("s1");

    private final Database database;
    private final DSLContext sql;
    private final RegionId region = new RegionId("r1");
    private final Map<String, AgentReport> reports = new TreeMap<>();
    private int count;

    public PostgresWorld(DataSource dataSource) {
        database = new Database(dataSource);
        sql = DSL.using(dataSource, SQLDialect.POSTGRES);
        sql.execute("TRUNCATE region, agent, team, app_user, api_token, project, operation, idempotency_key CASCADE");
        sql.insertInto(REGION, REGION.ID, REGION.NAME, REGION.DOMAIN)
                .values(region, "region-1", "region-1.example.com")
                .execute();
        addZone("z1");
        sql.insertInto(VNET, VNET.ID, VNET.REGION_ID, VNET.NAME, VNET.INTERFACE)
                .values(new VNetId("n1"), region, "lan", "kow0")
                .execute();
        sql.insertInto(SUBNET, SUBNET.ID, SUBNET.VNET_ID, SUBNET.REGION_ID, SUBNET.NAME, SUBNET.CIDR, SUBNET.GATEWAY)
                .values(SUBNET_1, new VNetId("n1"), region, "lan", "10.90.0.0/16", "10.90.0.1")
                .execute();
    }

    /** For what only a test on PostgreSQL asks. */
    public DSLContext sql() {
        return sql;
    }

    public Database database() {
        return database;
    }

    @Override
    public InstanceLedger instances() {
        return new JooqInstanceLedger(database);
    }

    @Override
    public KomputeLedger komputes() {
        return new JooqKomputeLedger(database);
    }

    @Override
    public VolumeLedger volumes() {
        return new JooqVolumeLedger(database);
    }

    @Override
    public TemplateLedger templates() {
        return new JooqTemplateLedger(database);
    }

    @Override
    public OperationLedger operations() {
        return new JooqOperationLedger(database, Allowance.USUAL);
    }

    @Override
    public RegionId region() {
        return region;
    }

    @Override
    public ZoneId zone() {
        return new ZoneId("z1");
    }

    @Override
    public ZoneId addZone(String name) {
        sql.insertInto(ZONE, ZONE.ID, ZONE.REGION_ID, ZONE.NAME)
                .values(new ZoneId(name), region, name)
                .execute();
        return new ZoneId(name);
    }

    @Override
    public KaktusId addKaktus(ZoneId zone, String name, int vcpus, Bytes memory) {
        var id = new KaktusId(name);
        var agent = agentOf(id);
        sql.insertInto(KAKTUS)
                .set(KAKTUS.ID, id)
                .set(KAKTUS.ZONE_ID, zone)
                .set(KAKTUS.NAME, name)
                .set(KAKTUS.OVERCOMMIT_CPU_RATIO, 1L)
                .set(KAKTUS.OVERCOMMIT_MEMORY_RATIO, 1L)
                .execute();
        addAgent(agent);
        sql.insertInto(KAKTUS_AGENT, KAKTUS_AGENT.KAKTUS_ID, KAKTUS_AGENT.POSITION, KAKTUS_AGENT.AGENT_ID)
                .values(id, 0, agent)
                .execute();
        report(agent, new Processor("x86_64", "test", "test", 1, vcpus, vcpus), memory, List.of());
        return id;
    }

    private static AgentId agentOf(KaktusId kaktus) {
        return new AgentId("agent-" + kaktus.value());
    }

    private void addAgent(AgentId agent) {
        sql.insertInto(AGENT, AGENT.ID, AGENT.NAME, AGENT.KIND)
                .values(agent, agent.value(), AgentKind.KAKTUS)
                .execute();
    }

    /** An agent that said so an hour from now stays alive during the slowest test. */
    private void report(AgentId agent, @Nullable Processor processor, @Nullable Bytes memory, List<PoolReport> pools) {
        var report =
                new AgentReport("test", Instant.EPOCH, processor, memory, "test", true, pools, List.of(), List.of());
        reports.put(agent.value(), report);
        sql.insertInto(AGENT_STATUS)
                .set(AGENT_STATUS.AGENT_ID, agent)
                .set(AGENT_STATUS.LAST_SEEN, Instant.now().plusSeconds(3600))
                .set(AGENT_STATUS.REPORT, LiveAgents.store(report))
                .onConflict(AGENT_STATUS.AGENT_ID)
                .doUpdate()
                .set(AGENT_STATUS.REPORT, LiveAgents.store(report))
                .execute();
    }

    @Override
    public void setAlive(KaktusId kaktus, boolean alive) {
        sql.update(AGENT_STATUS)
                .set(AGENT_STATUS.CONNECTED, alive)
                .where(AGENT_STATUS.AGENT_ID.eq(agentOf(kaktus)))
                .execute();
    }

    /** A pool that no Kaktus serves has an agent of its own. */
    @Override
    public StoragePoolId addPool(String name, PoolReach reach, Bytes capacity, KaktusId... servedBy) {
        var id = new StoragePoolId(name);
        sql.insertInto(STORAGE_POOL, STORAGE_POOL.ID, STORAGE_POOL.REGION_ID, STORAGE_POOL.NAME, STORAGE_POOL.POOL)
                .values(id, region, name, name)
                .execute();
        var agents =
                new ArrayList<>(Stream.of(servedBy).map(PostgresWorld::agentOf).toList());
        if (agents.isEmpty()) {
            var agent = new AgentId("agent-" + name);
            addAgent(agent);
            report(agent, new Processor("x86_64", "test", "test", 1, 1, 1), Bytes.ofGib(1), List.of());
            agents.add(agent);
        }
        for (var agent : agents) {
            sql.insertInto(POOL_AGENT, POOL_AGENT.POOL_ID, POOL_AGENT.POSITION, POOL_AGENT.AGENT_ID)
                    .values(id, agents.indexOf(agent), agent)
                    .execute();
            var said = Objects.requireNonNull(reports.get(agent.value()));
            var pools = new ArrayList<>(said.pools());
            pools.add(new PoolReport(name, "directory", reach, capacity, capacity, null));
            report(agent, said.processor(), said.memory(), pools);
        }
        return id;
    }

    @Override
    public void makeDefault(StoragePoolId pool) {
        sql.update(STORAGE_POOL)
                .set(STORAGE_POOL.IS_DEFAULT, true)
                .where(STORAGE_POOL.ID.eq(pool))
                .execute();
    }

    /** Names of projects are unique; a second one of the same name gets a number. */
    @Override
    public ProjectId addProject(String name, Quotas quotas) {
        var id = new ProjectId(name + "-" + ++count);
        sql.insertInto(PROJECT)
                .set(PROJECT.ID, id)
                .set(PROJECT.NAME, id.value())
                .set(PROJECT.QUOTA_VCPUS, quotas.vcpus())
                .set(PROJECT.QUOTA_MEMORY, quotas.memory())
                .set(PROJECT.QUOTA_STORAGE, quotas.storage())
                .set(PROJECT.QUOTA_INSTANCES, quotas.instances())
                .execute();
        sql.insertInto(PROJECT_REGION, PROJECT_REGION.PROJECT_ID, PROJECT_REGION.REGION_ID)
                .values(id, region)
                .execute();
        return id;
    }

    @Override
    public void setQuotas(ProjectId project, Quotas quotas) {
        sql.update(PROJECT)
                .set(PROJECT.QUOTA_VCPUS, quotas.vcpus())
                .set(PROJECT.QUOTA_MEMORY, quotas.memory())
                .set(PROJECT.QUOTA_STORAGE, quotas.storage())
                .set(PROJECT.QUOTA_INSTANCES, quotas.instances())
                .where(PROJECT.ID.eq(project))
                .execute();
    }

    @Override
    public TemplateId addTemplate(StoragePoolId pool, String name, Bytes size) {
        var id = new TemplateId(name);
        sql.insertInto(TEMPLATE)
                .set(TEMPLATE.ID, id)
                .set(TEMPLATE.POOL_ID, pool)
                .set(TEMPLATE.NAME, name)
                .set(TEMPLATE.OS, "linux")
                .set(TEMPLATE.SOURCE, "/images/" + name)
                .set(TEMPLATE.SIZE, size)
                .set(TEMPLATE.STATE, TemplateState.READY)
                .set(TEMPLATE.OPERATION_ID, new OperationId("op-" + name))
                .execute();
        return id;
    }

    @Override
    public void makeDefault(TemplateId template) {
        sql.update(TEMPLATE)
                .set(TEMPLATE.IS_DEFAULT, true)
                .where(TEMPLATE.ID.eq(template))
                .execute();
    }

    @Override
    public void addPrivateSubnet(ProjectId project, int addresses) {
        var subnet = addSubnet(new VNetId("n1"), addresses);
        sql.update(PROJECT_REGION)
                .set(PROJECT_REGION.SUBNET_ID, subnet)
                .where(PROJECT_REGION.PROJECT_ID.eq(project))
                .execute();
    }

    @Override
    public void addPublicSubnet(int addresses) {
        var vnet = new VNetId("public-" + ++count);
        sql.insertInto(VNET)
                .set(VNET.ID, vnet)
                .set(VNET.REGION_ID, region)
                .set(VNET.NAME, vnet.value())
                .set(VNET.INTERFACE, "kow0")
                .set(VNET.PRIVATE, false)
                .execute();
        sql.update(SUBNET)
                .set(SUBNET.IS_DEFAULT, true)
                .where(SUBNET.ID.eq(addSubnet(vnet, addresses)))
                .execute();
    }

    /** A network of 253 addresses beside its gateway, of which all others are reserved. */
    private SubnetId addSubnet(VNetId vnet, int addresses) {
        var number = ++count;
        var id = new SubnetId("s-" + number);
        var network = "10.91." + number + ".";
        sql.insertInto(SUBNET, SUBNET.ID, SUBNET.VNET_ID, SUBNET.REGION_ID, SUBNET.NAME, SUBNET.CIDR, SUBNET.GATEWAY)
                .values(id, vnet, region, "subnet-" + number, network + "0/24", network + "1")
                .execute();
        sql.insertInto(SUBNET_RANGE)
                .set(SUBNET_RANGE.SUBNET_ID, id)
                .set(SUBNET_RANGE.PURPOSE, "RESERVED")
                .set(SUBNET_RANGE.POSITION, 0)
                .set(SUBNET_RANGE.FIRST_ADDRESS, network + (2 + addresses))
                .set(SUBNET_RANGE.LAST_ADDRESS, network + "254")
                .execute();
        return id;
    }

    @Override
    public AdapterId addAdapter(String name) {
        var id = new AdapterId(name);
        var number = ++count;
        sql.insertInto(ADAPTER, ADAPTER.ID, ADAPTER.SUBNET_ID, ADAPTER.NAME, ADAPTER.MAC)
                .values(id, SUBNET_1, name, new MacAddress("52:54:00:00:00:%02x".formatted(number)))
                .execute();
        sql.insertInto(ADAPTER_ADDRESS)
                .set(ADAPTER_ADDRESS.ADAPTER_ID, id)
                .set(ADAPTER_ADDRESS.POSITION, 0)
                .set(ADAPTER_ADDRESS.ADDRESS, "10.90.0." + (number + 1))
                .set(ADAPTER_ADDRESS.SUBNET_ID, SUBNET_1)
                .set(ADAPTER_ADDRESS.REGION_ID, region)
                .execute();
        return id;
    }

    @Override
    public List<String> dump() {
        return Stream.of(
                        sql.selectFrom(KOMPUTE)
                                .orderBy(KOMPUTE.ID)
                                .fetch(row ->
                                        row.with(KOMPUTE.OPERATION_ID, null).with(KOMPUTE.CLAIMED_BY, null)),
                        sql.selectFrom(INSTANCE)
                                .orderBy(INSTANCE.ID)
                                .fetch(row -> row.with(INSTANCE.OPERATION_ID, null)),
                        sql.selectFrom(VOLUME).orderBy(VOLUME.ID).fetch(row -> row.with(VOLUME.OPERATION_ID, null)),
                        sql.selectFrom(TEMPLATE)
                                .orderBy(TEMPLATE.ID)
                                .fetch(row -> row.with(TEMPLATE.OPERATION_ID, null)),
                        sql.selectFrom(ADAPTER)
                                .where(ADAPTER.INSTANCE_ID.isNotNull())
                                .orderBy(ADAPTER.ID)
                                .fetch(row -> row))
                .flatMap(List::stream)
                .map(PostgresWorld::line)
                .toList();
    }

    private static String line(org.jooq.Record row) {
        var line = new StringBuilder();
        for (var field : row.fields()) {
            if (!field.getName().endsWith("_at")) {
                line.append(field.getName()).append('=').append(row.get(field)).append(' ');
            }
        }
        return line.toString();
    }

    @Override
    public Quotas usage(ProjectId project) {
        return database.read(reader -> ProjectQuota.usage(reader, project));
    }

    @Override
    public Optional<Written> operation(OperationId operation) {
        return sql.selectFrom(OPERATION)
                .where(OPERATION.ID.eq(operation))
                .fetchOptional(row -> new Written(
                        row.getState(), OperationQueryTesting.steps(row.getSteps()), row.getFault(), row.getReason()));
    }
}
