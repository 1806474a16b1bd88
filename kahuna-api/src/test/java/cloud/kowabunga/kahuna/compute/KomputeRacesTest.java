package cloud.kowabunga.kahuna.compute;

import static cloud.kowabunga.kahuna.db.Tables.ADAPTER_ADDRESS;
import static cloud.kowabunga.kahuna.db.Tables.KOMPUTE;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.KomputeId;
import cloud.kowabunga.compute.KomputeLedger;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.database.Postgres;
import cloud.kowabunga.kahuna.database.PostgresWorld;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.tenancy.Quotas;
import cloud.kowabunga.testing.Komputes;
import cloud.kowabunga.topology.PoolReach;
import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many Komputes asked for at once get what there is, exactly; those that are refused leave nothing. */
@Timeout(120)
final class KomputeRacesTest {
    private static final HikariDataSource CONNECTIONS = Postgres.fresh();
    private final PostgresWorld world = new PostgresWorld(CONNECTIONS);
    private final KomputeLedger ledger = world.komputes();
    private final StoragePoolId pool = world.addPool(
            "local", PoolReach.REGION, Bytes.ofGib(1000), world.addKaktus(world.zone(), "k1", 1000, Bytes.ofGib(1000)));
    private final TemplateId template = world.addTemplate(pool, "debian", Bytes.ofGib(1));

    @AfterAll
    static void close() {
        CONNECTIONS.close();
    }

    @Test
    void fifty_at_once_get_exactly_what_the_quota_admits() {
        var project = project(new Quotas(0, Bytes.ZERO, Bytes.ZERO, 17), 250);
        assertThat(race(project, 50, false)).isEqualTo(Map.of(Fault.QUOTA_EXCEEDED, 33));
        assertThat(world.usage(project)).isEqualTo(new Quotas(34, Bytes.ofGib(17), Bytes.ofGib(34), 17));
        requireDistinctAddresses(17);
    }

    @Test
    void fifty_at_once_get_exactly_the_addresses_that_a_subnet_has() {
        var project = project(Quotas.UNLIMITED, 20);
        assertThat(race(project, 50, false)).isEqualTo(Map.of(Fault.SUBNET_FULL, 30));
        assertThat(world.usage(project)).isEqualTo(new Quotas(40, Bytes.ofGib(20), Bytes.ofGib(40), 20));
        requireDistinctAddresses(20);
    }

    @Test
    void projects_share_the_addresses_of_the_public_network() {
        world.addPublicSubnet(13);
        var blue = project(Quotas.UNLIMITED, 50);
        var green = project(Quotas.UNLIMITED, 50);
        var runners = new ArrayList<Runnable>();
        for (var i = 0; i < 15; i++) {
            var number = i;
            runners.add(() -> admit(blue, "blue-" + number, true));
            runners.add(() -> admit(green, "green-" + number, true));
        }
        assertThat(race(runners)).isEqualTo(Map.of(Fault.SUBNET_FULL, 17));
        requireDistinctAddresses(26);
    }

    @RepeatedTest(5)
    void of_an_operation_on_the_whole_and_one_on_a_part_one_begins() {
        var project = project(Quotas.UNLIMITED, 5);
        admit(project, "one", false);
        ledger.settle(new KomputeLedger.Settlement(new KomputeId("one"), InstanceState.RUNNING));
        Komputes.open(world, project, "op-power", Noun.INSTANCE, "one-i");
        Komputes.open(world, project, "op-delete", Noun.KOMPUTE, "one");
        assertThat(race(List.of(
                        () -> world.instances()
                                .locate(new InstanceLedger.Claim(new OperationId("op-power"), new InstanceId("one-i"))),
                        () -> ledger.beginDelete(
                                new KomputeLedger.Claim(new OperationId("op-delete"), new KomputeId("one"))))))
                .isEqualTo(Map.of(Fault.OPERATION_RUNNING, 1));
    }

    private ProjectId project(Quotas quotas, int addresses) {
        var project = world.addProject("project", quotas);
        world.addPrivateSubnet(project, addresses);
        return project;
    }

    private void requireDistinctAddresses(int count) {
        assertThat(world.sql()
                        .select(ADAPTER_ADDRESS.ADDRESS)
                        .from(ADAPTER_ADDRESS)
                        .fetch(ADAPTER_ADDRESS.ADDRESS))
                .hasSize(count)
                .doesNotHaveDuplicates();
        assertThat(world.sql().fetchCount(KOMPUTE)).isLessThanOrEqualTo(count);
    }

    private void admit(ProjectId project, String id, boolean publicAddress) {
        ledger.admit(new KomputeLedger.Admission(
                new OperationId("op-" + id),
                project,
                world.region(),
                null,
                pool,
                template,
                publicAddress,
                Komputes.spec(id, 1, 1)));
    }

    private Map<Fault, Integer> race(ProjectId project, int count, boolean publicAddress) {
        return race(IntStream.range(0, count)
                .<Runnable>mapToObj(i -> () -> admit(project, "k" + i, publicAddress))
                .toList());
    }

    /** How often each refusal came; what was not refused is not counted. */
    private static Map<Fault, Integer> race(List<Runnable> runners) {
        var start = new CountDownLatch(1);
        var running = new ArrayList<Future<?>>();
        var refusals = new EnumMap<Fault, Integer>(Fault.class);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var runner : runners) {
                running.add(threads.submit(() -> {
                    start.await();
                    runner.run();
                    return true;
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
}
