package cloud.kowabunga.kahuna.topology;

import static cloud.kowabunga.kahuna.db.Tables.KAKTUS;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.ZONE;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.kahuna.catalog.Absent;
import cloud.kowabunga.kahuna.catalog.NewIds;
import cloud.kowabunga.kahuna.catalog.Uses;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.db.Tables;
import cloud.kowabunga.kahuna.db.tables.records.KaktusRecord;
import cloud.kowabunga.kahuna.wire.Cost;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.kahuna.wire.Kaktus;
import cloud.kowabunga.topology.AgentId;
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
            Absent.require(sql, ZONE, ZONE.ID, Noun.ZONE, zone);
            if (!ids.again() || !sql.fetchExists(KAKTUS, KAKTUS.ID.eq(id))) {
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
                serve(sql, id, agents);
            }
            return wire(sql, row(sql, id));
        });
    }

    List<KaktusId> ids() {
        return database.read(
                sql -> sql.select(KAKTUS.ID).from(KAKTUS).orderBy(KAKTUS.ID).fetch(KAKTUS.ID));
    }

    List<KaktusId> idsIn(ZoneId zone) {
        return database.read(sql -> {
            Absent.require(sql, ZONE, ZONE.ID, Noun.ZONE, zone);
            return sql.select(KAKTUS.ID)
                    .from(KAKTUS)
                    .where(KAKTUS.ZONE_ID.eq(zone))
                    .orderBy(KAKTUS.ID)
                    .fetch(KAKTUS.ID);
        });
    }

    List<InstanceId> instancesOn(KaktusId id) {
        return database.read(sql -> {
            row(sql, id);
            return sql.select(Tables.INSTANCE.ID)
                    .from(Tables.INSTANCE)
                    .where(Tables.INSTANCE.KAKTUS_ID.eq(id))
                    .orderBy(Tables.INSTANCE.ID)
                    .fetch(Tables.INSTANCE.ID);
        });
    }

    Kaktus read(KaktusId id) {
        return database.read(sql -> wire(sql, row(sql, id)));
    }

    Kaktus update(KaktusId id, Kaktus given) {
        return database.write(sql -> {
            var row = row(sql, id);
            Given.unchanged("id", given.id(), id.value());
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
                serve(sql, id, Given.distinct("agents", given.agents()));
            }
            return wire(sql, row);
        });
    }

    void delete(KaktusId id) {
        database.change(sql -> {
            var row = row(sql, id);
            Uses.in(sql)
                    .by(Noun.INSTANCE, Tables.INSTANCE, Tables.INSTANCE.NAME, Tables.INSTANCE.KAKTUS_ID.eq(id))
                    .refuse(Noun.KAKTUS, row.getName());
            row.delete();
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

    private static void serve(DSLContext sql, KaktusId id, List<String> agents) {
        sql.deleteFrom(KAKTUS_AGENT).where(KAKTUS_AGENT.KAKTUS_ID.eq(id)).execute();
        for (var position = 0; position < agents.size(); position++) {
            sql.insertInto(KAKTUS_AGENT)
                    .set(KAKTUS_AGENT.KAKTUS_ID, id)
                    .set(KAKTUS_AGENT.POSITION, position)
                    .set(KAKTUS_AGENT.AGENT_ID, Given.valid("agents", agents.get(position), AgentId::new))
                    .execute();
        }
    }

    private static KaktusRecord row(DSLContext sql, KaktusId id) {
        return Absent.refuse(sql.fetchOne(KAKTUS, KAKTUS.ID.eq(id)), Noun.KAKTUS, id);
    }

    private static Cost cpuCost(KaktusRecord row) {
        return new Cost(row.getCpuPrice(), row.getCpuCurrency());
    }

    private static Cost memoryCost(KaktusRecord row) {
        return new Cost(row.getMemoryPrice(), row.getMemoryCurrency());
    }

    private static Kaktus wire(DSLContext sql, KaktusRecord row) {
        var agents = sql.select(KAKTUS_AGENT.AGENT_ID)
                .from(KAKTUS_AGENT)
                .where(KAKTUS_AGENT.KAKTUS_ID.eq(row.getId()))
                .orderBy(KAKTUS_AGENT.POSITION)
                .fetch(each -> each.value1().value());
        return new Kaktus(
                row.getId().value(),
                row.getName(),
                row.getDescription(),
                cpuCost(row),
                memoryCost(row),
                row.getOvercommitCpuRatio(),
                row.getOvercommitMemoryRatio(),
                agents,
                row.getMaintenance() ? true : null);
    }
}
