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

/** An agent with a data center in memory: it is alive from the beginning, for as long as any test lasts, and works when told. */
public record AgentInMemory(KahunaWorld world, String kaktus, String pool, InMemoryDataCenter center) {
    private static final Bytes POOL_SIZE = Bytes.ofGib(100);

    /** @param pool the id of a pool that the agent calls {@code local} */
    public static AgentInMemory alive(KahunaWorld world, String agent, String kaktus, String pool) {
        var center = new InMemoryDataCenter()
                .addKaktus(new KaktusId(kaktus), "kow0")
                .addPool("local", PoolReach.KAKTUS, POOL_SIZE)
                .addSource("/images/linux.qcow2", Bytes.ofGib(1));
        report(world, agent);
        return new AgentInMemory(world, kaktus, pool, center);
    }

    private static void report(KahunaWorld world, String agent) {
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

    public AgentInMemory works() {
        var workers = WorkerFactory.newInstance(
                world.engine(),
                WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new FaultInterceptor((_, _) -> {}))
                        .build());
        workers.newWorker(TaskQueues.of(new StoragePoolId(pool)))
                .registerActivitiesImplementations(center.blockStore());
        var id = new KaktusId(kaktus);
        workers.newWorker(TaskQueues.of(id))
                .registerActivitiesImplementations(center.hypervisor(id), center.network(id));
        workers.start();
        return this;
    }
}
