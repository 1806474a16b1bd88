package cloud.kowabunga.kahuna.search;

import static cloud.kowabunga.kahuna.db.Tables.AGENT;
import static cloud.kowabunga.kahuna.db.Tables.AGENT_STATUS;
import static cloud.kowabunga.kahuna.db.Tables.INSTANCE;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.POOL_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.REGION;
import static cloud.kowabunga.kahuna.db.Tables.STORAGE_POOL;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;
import static cloud.kowabunga.kahuna.db.Tables.ZONE;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.sum;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.search.CapacityRow.Measure;
import cloud.kowabunga.kahuna.topology.LastReports;
import cloud.kowabunga.kahuna.topology.LiveAgents;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.topology.AgentId;
import cloud.kowabunga.topology.AgentReport;
import cloud.kowabunga.topology.PoolReport;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Adds up what regions have and what is taken of it, by the last word of their agents, alive or not. */
@Component
final class CapacitySearch {
    private final Database database;

    CapacitySearch(Database database) {
        this.database = database;
    }

    /** Every Kaktus by region, zone and name, and then every storage pool. */
    List<CapacityRow> all() {
        return database.read(sql ->
                Stream.concat(kaktuses(sql).stream(), pools(sql).stream()).toList());
    }

    private static List<CapacityRow> kaktuses(DSLContext sql) {
        var rows = sql.select(KAKTUS.fields())
                .select(ZONE.NAME, REGION.ID, REGION.NAME)
                .from(KAKTUS)
                .join(ZONE)
                .on(ZONE.ID.eq(KAKTUS.ZONE_ID))
                .join(REGION)
                .on(REGION.ID.eq(ZONE.REGION_ID))
                .orderBy(REGION.NAME, ZONE.NAME, KAKTUS.NAME)
                .fetch();
        var reports = LastReports.ofKaktus(sql, rows.getValues(KAKTUS.ID));
        var alive = alive(sql, KAKTUS_AGENT, KAKTUS_AGENT.KAKTUS_ID, KAKTUS_AGENT.AGENT_ID);
        var promised = sql.select(
                        INSTANCE.KAKTUS_ID,
                        count(),
                        sum(INSTANCE.RESERVED_VCPUS),
                        sum(INSTANCE.RESERVED_MEMORY.coerce(SQLDataType.BIGINT)))
                .from(INSTANCE)
                .groupBy(INSTANCE.KAKTUS_ID)
                .fetchMap(
                        INSTANCE.KAKTUS_ID,
                        row -> new Promised(row.value2(), whole(row.value3()), whole(row.value4())));
        return rows.map(row -> kaktus(
                row,
                LastReports.ofMachine(reports.getOrDefault(row.get(KAKTUS.ID), List.of())),
                alive.contains(row.get(KAKTUS.ID)),
                promised.getOrDefault(row.get(KAKTUS.ID), Promised.NOTHING)));
    }

    private static CapacityRow kaktus(Record row, Optional<AgentReport> report, boolean alive, Promised promised) {
        var threads = report.map(AgentReport::processor)
                .map(processor -> (long) processor.threads())
                .orElse(0L);
        var memory = report.map(AgentReport::memory).map(bytes -> bytes.value()).orElse(0L);
        return new CapacityRow(
                "kaktus",
                row.get(KAKTUS.ID).value(),
                row.get(KAKTUS.NAME),
                row.get(REGION.ID).value(),
                row.get(REGION.NAME),
                row.get(KAKTUS.ZONE_ID).value(),
                row.get(ZONE.NAME),
                alive,
                row.get(KAKTUS.MAINTENANCE),
                promised.instances(),
                List.of(
                        new Measure("vcpus", threads * row.get(KAKTUS.OVERCOMMIT_CPU_RATIO), promised.vcpus(), null),
                        new Measure(
                                "memory",
                                Math.multiplyExact(memory, row.get(KAKTUS.OVERCOMMIT_MEMORY_RATIO)),
                                promised.memory(),
                                null)));
    }

    private static List<CapacityRow> pools(DSLContext sql) {
        var rows = sql.select(STORAGE_POOL.fields())
                .select(REGION.NAME)
                .from(STORAGE_POOL)
                .join(REGION)
                .on(REGION.ID.eq(STORAGE_POOL.REGION_ID))
                .orderBy(REGION.NAME, STORAGE_POOL.NAME)
                .fetch();
        var reports = LastReports.ofPools(sql, rows.getValues(STORAGE_POOL.ID));
        var alive = alive(sql, POOL_AGENT, POOL_AGENT.POOL_ID, POOL_AGENT.AGENT_ID);
        Map<StoragePoolId, BigDecimal> sizes = sql.select(VOLUME.POOL_ID, sum(VOLUME.SIZE.coerce(SQLDataType.BIGINT)))
                .from(VOLUME)
                .groupBy(VOLUME.POOL_ID)
                .fetchMap(VOLUME.POOL_ID, row -> row.value2());
        return rows.map(row -> pool(
                row,
                said(reports.getOrDefault(row.get(STORAGE_POOL.ID), List.of()), row.get(STORAGE_POOL.POOL)),
                alive.contains(row.get(STORAGE_POOL.ID)),
                whole(sizes.get(row.get(STORAGE_POOL.ID)))));
    }

    private static CapacityRow pool(Record row, Optional<PoolReport> report, boolean alive, long promised) {
        var total = report.map(said -> said.capacity().value()).orElse(0L);
        var free = report.map(said -> said.free().value()).orElse(0L);
        return new CapacityRow(
                "pool",
                row.get(STORAGE_POOL.ID).value(),
                row.get(STORAGE_POOL.NAME),
                row.get(STORAGE_POOL.REGION_ID).value(),
                row.get(REGION.NAME),
                null,
                null,
                alive,
                null,
                null,
                List.of(new Measure("storage", total, Math.max(0, total - free), promised)));
    }

    private static Optional<PoolReport> said(List<AgentReport> reports, String pool) {
        return reports.stream()
                .flatMap(report -> report.pools().stream())
                .filter(report -> report.pool().equals(pool))
                .findFirst();
    }

    private static <R extends Record, I> Set<I> alive(
            DSLContext sql, Table<R> served, TableField<R, I> id, TableField<R, AgentId> agent) {
        return sql.selectDistinct(id)
                .from(served)
                .join(AGENT)
                .on(AGENT.ID.eq(agent))
                .join(AGENT_STATUS)
                .on(AGENT_STATUS.AGENT_ID.eq(AGENT.ID))
                .where(LiveAgents.ALIVE)
                .fetchSet(id);
    }

    private static long whole(@Nullable BigDecimal sum) {
        return Bytes.ofSum(Objects.requireNonNullElse(sum, BigDecimal.ZERO)).value();
    }

    private record Promised(int instances, long vcpus, long memory) {
        static final Promised NOTHING = new Promised(0, 0, 0);
    }
}
