package cloud.kowabunga.kahuna.compute;

import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Name;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.InstancePlan;
import cloud.kowabunga.compute.InstanceSpec;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.database.Postgres;
import cloud.kowabunga.kahuna.database.PostgresWorld;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.storage.VolumeSpec;
import cloud.kowabunga.storage.VolumeType;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.tenancy.Quotas;
import cloud.kowabunga.topology.PoolReach;
import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What many ask at once is decided as if they had asked one after another. */
@Timeout(120)
final class RacesTest {
    private static final HikariDataSource CONNECTIONS = Postgres.fresh();
    private final PostgresWorld world = new PostgresWorld(CONNECTIONS);
    private final InstanceLedger ledger = world.instances();

    @AfterAll
    static void close() {
        CONNECTIONS.close();
    }

    @Test
    void fifty_at_once_get_exactly_what_the_quota_admits() {
        world.addKaktus(world.zone(), "k1", 1000, Bytes.ofGib(1000));
        var project = world.addProject("blue", new Quotas(0, Bytes.ZERO, Bytes.ZERO, 17));
        var results = admit(50, project, _ -> List.of());
        assertThat(results).isEqualTo(Map.of(Fault.QUOTA_EXCEEDED, 33));
        assertThat(world.usage(project)).isEqualTo(new Quotas(17, Bytes.ofGib(17), Bytes.ZERO, 17));
    }

    @Test
    void fifty_of_several_projects_get_exactly_what_the_kaktus_have() {
        world.addKaktus(world.zone(), "k1", 10, Bytes.ofGib(100));
        world.addKaktus(world.zone(), "k2", 100, Bytes.ofGib(9));
        var projects = IntStream.range(0, 5)
                .mapToObj(i -> world.addProject("p" + i, Quotas.UNLIMITED))
                .toList();
        var results = race(IntStream.range(0, 50)
                .<Callable<InstancePlan>>mapToObj(
                        i -> () -> ledger.admit(admission("i" + i, projects.get(i % 5), List.of(), List.of())))
                .toList());
        assertThat(results).isEqualTo(Map.of(Fault.NO_KAKTUS_FITS, 31));
        assertThat(world.sql().fetchCount(INSTANCE)).isEqualTo(19);
    }

    @RepeatedTest(5)
    void of_two_instances_that_want_one_volume_one_gets_it() {
        world.addKaktus(world.zone(), "k1", 100, Bytes.ofGib(100));
        var pool = world.addPool("local", PoolReach.REGION, Bytes.ofGib(100));
        var project = world.addProject("blue", Quotas.UNLIMITED);
        var volume = volume(project, pool, "v1");
        assertThat(admit(2, project, _ -> List.of(volume))).isEqualTo(Map.of(Fault.IN_USE, 1));
    }

    @RepeatedTest(5)
    void instances_that_want_the_same_things_in_another_order_do_not_lock_each_other_out() {
        world.addKaktus(world.zone(), "k1", 100, Bytes.ofGib(100));
        var pool = world.addPool("local", PoolReach.REGION, Bytes.ofGib(100));
        var project = world.addProject("blue", Quotas.UNLIMITED);
        for (var id : List.of("i1", "i2")) {
            ledger.admit(admission(id, project, List.of(), List.of()));
            ledger.settle(new InstanceLedger.Settlement(new InstanceId(id), InstanceState.RUNNING));
        }
        var a = volume(project, pool, "a");
        var b = volume(project, pool, "b");
        var eth = world.addAdapter("eth0");
        var results = race(List.of(
                () -> ledger.beginUpdate(update("i1", List.of(a, b), List.of(eth)))
                        .before(),
                () -> ledger.beginUpdate(update("i2", List.of(b, a), List.of(eth)))
                        .before()));
        assertThat(results).isEqualTo(Map.of(Fault.IN_USE, 1));
    }

    @RepeatedTest(3)
    void what_grows_and_what_comes_share_what_the_kaktus_has() {
        world.addKaktus(world.zone(), "k1", 16, Bytes.ofGib(100));
        var projects = IntStream.range(0, 4)
                .mapToObj(i -> world.addProject("p" + i, Quotas.UNLIMITED))
                .toList();
        for (var i = 0; i < 8; i++) {
            ledger.admit(admission("old" + i, projects.get(i % 4), List.of(), List.of()));
            ledger.settle(new InstanceLedger.Settlement(new InstanceId("old" + i), InstanceState.RUNNING));
        }
        var racers = new ArrayList<Callable<InstancePlan>>();
        for (var i = 0; i < 8; i++) {
            var id = i;
            racers.add(() -> ledger.admit(admission("new" + id, projects.get(id % 4), List.of(), List.of())));
            var grown = new InstanceSpec(
                    new InstanceId("old" + i),
                    new Name("old" + i),
                    null,
                    Bytes.ofGib(1),
                    3,
                    List.of(),
                    List.of(),
                    true,
                    true);
            racers.add(() -> ledger.beginUpdate(new InstanceLedger.Update(new OperationId("up-" + id), grown))
                    .before());
        }
        assertThat(race(racers)).containsOnlyKeys(Fault.NO_KAKTUS_FITS);
        var promised = projects.stream()
                .mapToLong(project -> world.usage(project).vcpus())
                .sum();
        assertThat(promised).isBetween(15L, 16L);
    }

    @Test
    void of_many_of_one_name_one_is_admitted() {
        world.addKaktus(world.zone(), "k1", 100, Bytes.ofGib(100));
        var project = world.addProject("blue", Quotas.UNLIMITED);
        var results = race(IntStream.range(0, 20)
                .<Callable<InstancePlan>>mapToObj(i -> () -> ledger.admit(new InstanceLedger.Admission(
                        new OperationId("op-" + i),
                        project,
                        world.region(),
                        null,
                        spec("i" + i, "same", List.of(), List.of()))))
                .toList());
        assertThat(results).isEqualTo(Map.of(Fault.NAME_TAKEN, 19));
    }

    private Map<Fault, Integer> admit(
            int count, ProjectId project, java.util.function.IntFunction<List<VolumeId>> volumes) {
        return race(IntStream.range(0, count)
                .<Callable<InstancePlan>>mapToObj(
                        i -> () -> ledger.admit(admission("i" + i, project, volumes.apply(i), List.of())))
                .toList());
    }

    /** How often each refusal came; what was not refused is not counted. */
    private static Map<Fault, Integer> race(List<Callable<InstancePlan>> runners) {
        var start = new CountDownLatch(1);
        var running = new ArrayList<Future<InstancePlan>>();
        var refusals = new EnumMap<Fault, Integer>(Fault.class);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var runner : runners) {
                running.add(threads.submit(() -> {
                    start.await();
                    return runner.call();
                }));
            }
            start.countDown();
            for (var runner : running) {
                try {
                    runner.get();
                } catch (ExecutionException refused) {
                    if (!(refused.getCause() instanceof KowabungaException no)) {
                        throw new AssertionError(refused.getCause());
                    }
                    refusals.merge(no.fault(), 1, Integer::sum);
                } catch (InterruptedException stopped) {
                    throw new AssertionError(stopped);
                }
            }
        }
        return refusals;
    }

    private VolumeId volume(ProjectId project, StoragePoolId pool, String id) {
        var volume = new VolumeId(id);
        var spec = new VolumeSpec(volume, new Name(id), null, VolumeType.RAW, Bytes.ofGib(1));
        world.volumes()
                .admit(new VolumeLedger.Admission(
                        new OperationId("op-" + id), project, world.region(), pool, null, spec));
        world.volumes().settle(volume);
        return volume;
    }

    private InstanceLedger.Admission admission(
            String id, ProjectId project, List<VolumeId> volumes, List<AdapterId> adapters) {
        return new InstanceLedger.Admission(
                new OperationId("op-" + id), project, world.region(), world.zone(), spec(id, id, volumes, adapters));
    }

    private static InstanceLedger.Update update(String id, List<VolumeId> volumes, List<AdapterId> adapters) {
        return new InstanceLedger.Update(new OperationId("up-" + id), spec(id, id, volumes, adapters));
    }

    private static InstanceSpec spec(String id, String name, List<VolumeId> volumes, List<AdapterId> adapters) {
        return new InstanceSpec(
                new InstanceId(id), new Name(name), null, Bytes.ofGib(1), 1, adapters, volumes, true, true);
    }
}
