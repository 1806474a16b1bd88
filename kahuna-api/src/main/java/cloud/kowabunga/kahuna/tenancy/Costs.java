package cloud.kowabunga.kahuna.tenancy;

import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.STORAGE_POOL;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.sum;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.kahuna.db.tables.records.StoragePoolRecord;
import cloud.kowabunga.kahuna.topology.LastReports;
import cloud.kowabunga.kahuna.wire.Cost;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.tenancy.Bill;
import cloud.kowabunga.tenancy.Price;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.AgentReport;
import cloud.kowabunga.topology.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.impl.SQLDataType;

/**
 * What some projects cost a month: their virtual CPUs and their memory at the mean price of their zone, their volumes at the price of
 * their pool. Promised is paid, as it counts as used.
 */
public final class Costs {
    private final Map<ProjectId, List<Machines>> machines;
    private final Map<ProjectId, List<Disks>> disks;
    private final ZonePrices zones;
    /** Of a GiB of each pool. */
    private final Map<StoragePoolId, Price> pools;

    private record Machines(ProjectId project, ZoneId zone, double vcpus, Bytes memory) {}

    private record Disks(ProjectId project, StoragePoolId pool, Bytes size) {}

    private Costs(DSLContext sql, List<Machines> machines, List<Disks> disks) {
        this.machines = machines.stream().collect(Collectors.groupingBy(Machines::project));
        this.disks = disks.stream().collect(Collectors.groupingBy(Disks::project));
        this.zones = ZonePrices.of(
                sql, machines.stream().map(Machines::zone).distinct().toList());
        this.pools = prices(sql, disks.stream().map(Disks::pool).collect(Collectors.toSet()));
    }

    /** As many questions as for one project alone. */
    public static Costs of(DSLContext sql, Collection<ProjectId> projects) {
        return new Costs(sql, machines(sql, projects), disks(sql, projects));
    }

    /** Raises INVALID_STATE where the prices are in several currencies. */
    public Cost of(ProjectId project) {
        var bill = new Bill();
        for (var used : machines.getOrDefault(project, List.of())) {
            var zone = zones.in(used.zone());
            bill.add(zone.vcpu().times(used.vcpus()));
            bill.add(zone.gib().times(gib(used.memory())));
        }
        for (var used : disks.getOrDefault(project, List.of())) {
            // A pool that is not there was deleted since, after its volumes.
            Optional.ofNullable(pools.get(used.pool())).ifPresent(perGib -> bill.add(perGib.times(gib(used.size()))));
        }
        var total = bill.total();
        return new Cost((float) total.amount(), total.currency());
    }

    private static List<Machines> machines(DSLContext sql, Collection<ProjectId> projects) {
        var vcpus = sum(INSTANCE.RESERVED_VCPUS);
        var memory = sum(INSTANCE.RESERVED_MEMORY.coerce(SQLDataType.BIGINT));
        return sql.select(INSTANCE.PROJECT_ID, INSTANCE.ZONE_ID, vcpus, memory)
                .from(INSTANCE)
                .where(INSTANCE.PROJECT_ID.in(projects))
                .groupBy(INSTANCE.PROJECT_ID, INSTANCE.ZONE_ID)
                .orderBy(INSTANCE.ZONE_ID)
                .fetch(row -> new Machines(
                        row.value1(), row.value2(), row.value3().doubleValue(), Bytes.ofSum(row.value4())));
    }

    private static List<Disks> disks(DSLContext sql, Collection<ProjectId> projects) {
        var size = sum(coalesce(VOLUME.NEW_SIZE.coerce(SQLDataType.BIGINT), VOLUME.SIZE.coerce(SQLDataType.BIGINT)));
        return sql.select(VOLUME.PROJECT_ID, VOLUME.POOL_ID, size)
                .from(VOLUME)
                .where(VOLUME.PROJECT_ID.in(projects))
                .groupBy(VOLUME.PROJECT_ID, VOLUME.POOL_ID)
                .orderBy(VOLUME.POOL_ID)
                .fetch(row -> new Disks(row.value1(), row.value2(), Bytes.ofSum(row.value3())));
    }

    private static Map<StoragePoolId, Price> prices(DSLContext sql, Set<StoragePoolId> used) {
        var reports = LastReports.ofPools(sql, used);
        return sql.selectFrom(STORAGE_POOL)
                .where(STORAGE_POOL.ID.in(used))
                .fetchMap(
                        STORAGE_POOL.ID,
                        pool -> new Price(pool.getPrice(), pool.getCurrency())
                                .per(gib(capacity(pool, reports.getOrDefault(pool.getId(), List.of())))));
    }

    /** As the newest report has it that knows the pool; nothing before the first. */
    private static Bytes capacity(StoragePoolRecord pool, List<AgentReport> reports) {
        return reports.stream()
                .flatMap(report -> report.pools().stream())
                .filter(said -> said.pool().equals(pool.getPool()))
                .map(said -> said.capacity())
                .findFirst()
                .orElse(Bytes.ZERO);
    }

    static double gib(Bytes size) {
        return (double) size.value() / Bytes.ofGib(1).value();
    }
}
