package cloud.kowabunga.kahuna;

import static cloud.kowabunga.kahuna.db.Tables.AGENT_STATUS;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.fault.FaultInterceptor;
import cloud.kowabunga.kahuna.topology.LiveAgents;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.testing.InMemoryDataCenter;
import cloud.kowabunga.topology.AgentId;
import cloud.kowabunga.topology.AgentReport;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.PoolReach;
import cloud.kowabunga.topology.PoolReport;
import cloud.kowabunga.topology.Processor;
import cloud.kowabunga.topology.TaskQueues;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A region made over HTTP, with everything in it up to a project, and a data center in memory whose agents work when a test lets them. */
public final class Place {
    private static final Bytes POOL_SIZE = Bytes.ofGib(100);

    public final KahunaWorld world;
    public final String region;
    public final String zone;
    public final String agent;
    public final String kaktus;
    public final String pool;
    public final String vnet;
    public final String subnet;
    public final String project;
    public final InMemoryDataCenter center;

    public Place(KahunaWorld world) {
        this.world = world;
        region = world.post("/region", named("region", ",\"domain\":\"a.example.com\""))
                .is(201)
                .id();
        zone = world.post("/region/" + region + "/zone", named("zone", ""))
                .is(201)
                .id();
        agent = world.post("/agent", named("agent", ",\"type\":\"Kaktus\""))
                .is(201)
                .id();
        var agents = ",\"agents\":[\"" + agent + "\"]";
        kaktus = world.post("/zone/" + zone + "/kaktus", named("kaktus", agents))
                .is(201)
                .id();
        pool = world.post("/region/" + region + "/pool", named("pool", ",\"pool\":\"local\"" + agents))
                .is(201)
                .id();
        vnet = world.post("/region/" + region + "/vnet", named("vnet", ",\"interface\":\"kow0\""))
                .is(201)
                .id();
        subnet = world.post(
                        "/vnet/" + vnet + "/subnet",
                        named("subnet", ",\"cidr\":\"10.90.0.0/24\",\"gateway\":\"10.90.0.1\""))
                .is(201)
                .id();
        project = world.post("/project", named("project", ",\"teams\":[],\"regions\":[\"" + region + "\"]"))
                .is(201)
                .id();
        center = new InMemoryDataCenter()
                .addKaktus(new KaktusId(kaktus), "kow0")
                .addPool("local", PoolReach.KAKTUS, POOL_SIZE)
                .addSource("/images/linux.qcow2", Bytes.ofGib(1));
        report();
    }

    /** The least JSON that has a fresh name. */
    public static String named(String word, String more) {
        return "{\"name\":\"" + KahunaWorld.fresh(word) + "\"" + more + "}";
    }

    /** The agent is alive, for as long as any test lasts. */
    private void report() {
        var report = new AgentReport(
                "1.2.3",
                Instant.now(),
                new Processor("x86_64", "EPYC", "AMD", 1, 8, 16),
                Bytes.ofGib(32),
                "QEMU 7.2 (in memory)",
                true,
                List.of(new PoolReport("local", "directory", PoolReach.KAKTUS, POOL_SIZE, POOL_SIZE, null)),
                List.of(),
                List.of());
        world.database()
                .change(sql -> sql.insertInto(AGENT_STATUS)
                        .set(AGENT_STATUS.AGENT_ID, new AgentId(agent))
                        .set(AGENT_STATUS.LAST_SEEN, Instant.now().plus(Duration.ofDays(1)))
                        .set(AGENT_STATUS.VERSION, "1.2.3")
                        .set(AGENT_STATUS.REPORT, LiveAgents.store(report))
                        .execute());
    }

    /** The agents begin to work. */
    public Place agentsWork() {
        var agents = WorkerFactory.newInstance(
                world.engine(),
                WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new FaultInterceptor((_, _) -> {}))
                        .build());
        agents.newWorker(TaskQueues.of(new StoragePoolId(pool))).registerActivitiesImplementations(center.blockStore());
        var id = new KaktusId(kaktus);
        agents.newWorker(TaskQueues.of(id))
                .registerActivitiesImplementations(center.hypervisor(id), center.network(id));
        agents.start();
        return this;
    }

    public String template() {
        return world.post("/pool/" + pool + "/template", named("template", ",\"source\":\"/images/linux.qcow2\""))
                .is(201)
                .id();
    }

    public String adapter() {
        return world.post("/subnet/" + subnet + "/adapter?assignIP=true", named("adapter", ""))
                .is(201)
                .id();
    }

    /** @param type with a template needed for {@code os} */
    public String volume(String type, long gib) {
        return world.post(
                        "/project/" + project + "/region/" + region + "/volume",
                        named(
                                "volume",
                                ",\"type\":\"" + type + "\",\"size\":"
                                        + Bytes.ofGib(gib).value()))
                .is(201)
                .id();
    }

    /** What a POST of an instance of 1 GiB needs. */
    public String instance(String name, String adapter, String volume) {
        return """
                {"name":"%s","memory":1073741824,"vcpus":1,"adapters":["%s"],"volumes":["%s"]}""".formatted(name, adapter, volume);
    }
}
