package cloud.kowabunga.kahuna.search;

import static cloud.kowabunga.kahuna.db.Tables.AGENT;
import static cloud.kowabunga.kahuna.db.Tables.AGENT_STATUS;

import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.kahuna.topology.LiveAgents;
import cloud.kowabunga.topology.AgentReport;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.springframework.stereotype.Component;

/** Finds agents with what they last said, and counts the living for the metrics. */
@Component
final class AgentSearch {
    /** Without its machines: those are many, and nobody asks for them here. */
    private static final Field<JSONB> REPORT =
            DSL.field("{0} - 'domains'", SQLDataType.JSONB, AGENT_STATUS.REPORT).as("report");

    private final Database database;

    AgentSearch(Database database, MeterRegistry meters) {
        this.database = database;
        Gauge.builder("kowabunga.agents.alive", this, AgentSearch::alive)
                .description("Agents that were heard of within 15 seconds")
                .register(meters);
    }

    List<AgentRow> all() {
        var alive = DSL.field(LiveAgents.ALIVE).as("alive");
        return database.read(sql -> {
            var served = ServedByAgents.all(sql);
            return sql.select(AGENT.fields())
                    .select(AGENT_STATUS.LAST_SEEN, REPORT, AGENT_STATUS.VERSION, alive)
                    .from(AGENT)
                    .leftJoin(AGENT_STATUS)
                    .on(AGENT_STATUS.AGENT_ID.eq(AGENT.ID))
                    .orderBy(AGENT.NAME)
                    .fetch(row -> row(
                            row,
                            Boolean.TRUE.equals(row.get(alive)),
                            served.getOrDefault(row.get(AGENT.ID), List.of())));
        });
    }

    private static AgentRow row(Record row, boolean alive, List<AgentRow.Served> served) {
        var report = LiveAgents.parse(row.get(REPORT));
        return new AgentRow(
                row.get(AGENT.ID).value(),
                row.get(AGENT.NAME),
                row.get(AGENT.KIND).wire(),
                alive,
                row.get(AGENT_STATUS.LAST_SEEN),
                row.get(AGENT_STATUS.VERSION),
                report.map(AgentReport::hypervisor).orElse(null),
                report.map(AgentReport::simulated).orElse(null),
                report.map(AgentReport::processor).orElse(null),
                report.map(AgentReport::memory).map(memory -> memory.value()).orElse(null),
                report.map(AgentReport::pools).orElse(List.of()),
                report.map(AgentReport::problems).orElse(List.of()),
                served);
    }

    /** Not a number while PostgreSQL is away. */
    private double alive() {
        try {
            return database.read(sql -> sql.fetchCount(sql.selectOne()
                    .from(AGENT_STATUS)
                    .join(AGENT)
                    .on(AGENT.ID.eq(AGENT_STATUS.AGENT_ID))
                    .where(LiveAgents.ALIVE)));
        } catch (RuntimeException _) {
            return Double.NaN;
        }
    }
}
