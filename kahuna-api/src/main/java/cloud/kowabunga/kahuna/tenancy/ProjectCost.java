package cloud.kowabunga.kahuna.tenancy;

import static cloud.kowabunga.kahuna.catalog.Nouns.PROJECTS;
import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.STORAGE_POOL;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;
import static org.jooq.impl.DSL.coalesce;
import static org.jooq.impl.DSL.sum;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.tables.records.StoragePoolRecord;
import cloud.kowabunga.kahuna.topology.LastReports;
import cloud.kowabunga.kahuna.wire.Cost;
import cloud.kowabunga.tenancy.Bill;
import cloud.kowabunga.tenancy.Price;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.AgentReport;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.SQLDataType;
import org.springframework.stereotype.Component;

/**
 * What a project costs a month: its virtual CPUs and its memory at the mean price of their zone, its volumes at the price of their
 * pool. Promised is paid, as it counts as used.
 */
@Component
final class ProjectCost {
    private final Database database;

    ProjectCost(Database database) {
        this.database = database;
    }

    /** Raises NOT_FOUND, and INVALID_STATE where the prices are in several currencies. */
    Cost of(ProjectId project) {
        return database.read(sql -> {
            PROJECTS.require(sql, project);
            var bill = new Bill();
            addInstances(sql, project, bill);
            addVolumes(sql, project, bill);
            var total = bill.total();
            return new Cost((float) total.amount(), total.currency());
        });
    }

    private static void addInstances(DSLContext sql, ProjectId project, Bill bill) {
        var vcpus = sum(INSTANCE.RESERVED_VCPUS);
        var memory = sum(INSTANCE.RESERVED_MEMORY.coerce(SQLDataType.BIGINT));
        var used = sql.select(INSTANCE.ZONE_ID, vcpus, memory)
                .from(INSTANCE)
                .where(INSTANCE.PROJECT_ID.eq(project))
                .groupBy(INSTANCE.ZONE_ID)
                .orderBy(INSTANCE.ZONE_ID)
                .fetch();
        var prices = ZonePrices.of(sql, used.getValues(INSTANCE.ZONE_ID));
        used.forEach(row -> {
            var zone = prices.in(row.value1());
            bill.add(zone.vcpu().times(row.value2().doubleValue()));
            bill.add(zone.gib().times(gib(Bytes.ofSum(row.value3()))));
        });
    }

    private static void addVolumes(DSLContext sql, ProjectId project, Bill bill) {
        var size = sum(coalesce(VOLUME.NEW_SIZE.coerce(SQLDataType.BIGINT), VOLUME.SIZE.coerce(SQLDataType.BIGINT)));
        var used = sql.select(VOLUME.POOL_ID, size)
                .from(VOLUME)
                .where(VOLUME.PROJECT_ID.eq(project))
                .groupBy(VOLUME.POOL_ID)
                .fetchMap(VOLUME.POOL_ID, row -> Bytes.ofSum(row.value2()));
        var reports = LastReports.ofPools(sql, used.keySet());
        sql.selectFrom(STORAGE_POOL)
                .where(STORAGE_POOL.ID.in(used.keySet()))
                .orderBy(STORAGE_POOL.ID)
                .forEach(pool -> {
                    var perGib = new Price(pool.getPrice(), pool.getCurrency())
                            .per(gib(capacity(pool, reports.getOrDefault(pool.getId(), List.of()))));
                    bill.add(perGib.times(gib(used.getOrDefault(pool.getId(), Bytes.ZERO))));
                });
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
