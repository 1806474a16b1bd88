package cloud.kowabunga.kahuna.topology;

import static cloud.kowabunga.kahuna.catalog.Nouns.KAKTUSES;
import static cloud.kowabunga.kahuna.catalog.Nouns.ZONES;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.catalog.Uses;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.Tables;
import cloud.kowabunga.kahuna.db.tables.records.KaktusRecord;
import cloud.kowabunga.kahuna.wire.Cost;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.Kaktus;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.ZoneId;
import java.util.List;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** The rows of Kaktus, each with the agents that serve it, in the order given. */
@Component
final class Kaktuses {
    private static final long CPU_OVERCOMMIT = 3;
    private static final long MEMORY_OVERCOMMIT = 2;
    private static final long MOST_OVERCOMMIT = 1000;

    private final Database database;

    Kaktuses(Database database) {
        this.database = database;
    }

    Kaktus create(NewIds ids, ZoneId zone, Kaktus given) {
        var id = new KaktusId(ids.resource());
        var agents = Given.distinct("agents", Given.required("agents", given.agents()));
        return database.write(sql -> {
            ZONES.require(sql, zone);
            if (!KAKTUSES.isThere(sql, ids, id)) {
                var row = sql.newRecord(KAKTUS);
                row.setId(id);
                row.setZoneId(zone);
                row.setName(Given.name(given.name()));
                row.setDescription(given.description());
                cost(row, Given.or(given.cpuCost(), Cost.FREE), Given.or(given.memoryCost(), Cost.FREE));
                row.setOvercommitCpuRatio(
                        ratio("overcommit_cpu_ratio", Given.or(given.overcommitCpuRatio(), 0L), CPU_OVERCOMMIT));
                row.setOvercommitMemoryRatio(ratio(
                        "overcommit_memory_ratio", Given.or(given.overcommitMemoryRatio(), 0L), MEMORY_OVERCOMMIT));
                row.insert();
                ServingAgents.OF_KAKTUS.replace(sql, id, agents);
            }
            return wire(sql, KAKTUSES.read(sql, id));
        });
    }

    List<KaktusId> ids() {
        return database.read(KAKTUSES::ids);
    }

    List<KaktusId> idsIn(ZoneId zone) {
        return database.read(sql -> {
            ZONES.require(sql, zone);
            return KAKTUSES.ids(sql, KAKTUS.ZONE_ID.eq(zone));
        });
    }

    List<InstanceId> instancesOn(KaktusId id) {
        return database.read(sql -> {
            KAKTUSES.require(sql, id);
            return sql.select(Tables.INSTANCE.ID)
                    .from(Tables.INSTANCE)
                    .where(Tables.INSTANCE.KAKTUS_ID.eq(id))
                    .orderBy(Tables.INSTANCE.ID)
                    .fetch(Tables.INSTANCE.ID);
        });
    }

    Kaktus read(KaktusId id) {
        return database.read(sql -> wire(sql, KAKTUSES.read(sql, id)));
    }

    Kaktus update(KaktusId id, Kaktus given) {
        return database.write(sql -> {
            var row = KAKTUSES.hold(sql, id, it -> wire(sql, it));
            Given.unchanged("id", given.id(), id.value());
            Given.unchanged("maintenance", given.maintenance(), row.getMaintenance());
            row.setName(given.name() == null ? row.getName() : Given.name(given.name()));
            row.setDescription(Given.orAbsent(given.description(), row.getDescription()));
            cost(row, Given.or(given.cpuCost(), cpuCost(row)), Given.or(given.memoryCost(), memoryCost(row)));
            row.setOvercommitCpuRatio(ratio(
                    "overcommit_cpu_ratio", Given.or(given.overcommitCpuRatio(), 0L), row.getOvercommitCpuRatio()));
            row.setOvercommitMemoryRatio(ratio(
                    "overcommit_memory_ratio",
                    Given.or(given.overcommitMemoryRatio(), 0L),
                    row.getOvercommitMemoryRatio()));
            row.update();
            if (given.agents() != null) {
                ServingAgents.OF_KAKTUS.replace(sql, id, Given.distinct("agents", given.agents()));
            }
            return wire(sql, row);
        });
    }

    void delete(KaktusId id) {
        database.change(sql -> {
            var row = KAKTUSES.hold(sql, id, it -> wire(sql, it));
            Uses.in(sql)
                    .by(Noun.INSTANCE, Tables.INSTANCE, Tables.INSTANCE.NAME, Tables.INSTANCE.KAKTUS_ID.eq(id))
                    .refuse(Noun.KAKTUS, row.getName());
            row.delete();
        });
    }

    /** While it is in maintenance no instance is placed on it; those that are there stay. */
    void maintain(KaktusId id, boolean maintenance) {
        database.change(sql -> {
            var row = KAKTUSES.hold(sql, id);
            row.setMaintenance(maintenance);
            row.update();
        });
    }

    /** Clients write 0 for what they leave to the platform. */
    private static long ratio(String field, long given, long otherwise) {
        return given == 0 ? otherwise : Given.within(field, given, 1, MOST_OVERCOMMIT);
    }

    private static void cost(KaktusRecord row, Cost cpu, Cost memory) {
        row.setCpuPrice(cpu.checkedPrice("cpu_cost"));
        row.setCpuCurrency(cpu.checkedCurrency("cpu_cost"));
        row.setMemoryPrice(memory.checkedPrice("memory_cost"));
        row.setMemoryCurrency(memory.checkedCurrency("memory_cost"));
    }

    private static Cost cpuCost(KaktusRecord row) {
        return new Cost(row.getCpuPrice(), row.getCpuCurrency());
    }

    private static Cost memoryCost(KaktusRecord row) {
        return new Cost(row.getMemoryPrice(), row.getMemoryCurrency());
    }

    private static Kaktus wire(DSLContext sql, KaktusRecord row) {
        return new Kaktus(
                row.getId().value(),
                row.getName(),
                row.getDescription(),
                cpuCost(row),
                memoryCost(row),
                row.getOvercommitCpuRatio(),
                row.getOvercommitMemoryRatio(),
                ServingAgents.OF_KAKTUS.of(sql, row.getId()),
                row.getMaintenance() ? true : null);
    }
}
