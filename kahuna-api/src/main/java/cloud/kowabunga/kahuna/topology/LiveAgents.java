package cloud.kowabunga.kahuna.topology;

import static cloud.kowabunga.kahuna.db.Tables.AGENT;
import static cloud.kowabunga.kahuna.db.Tables.AGENT_STATUS;
import static org.jooq.impl.DSL.condition;

import cloud.kowabunga.topology.AgentId;
import cloud.kowabunga.topology.AgentReport;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The agents that are alive, with what they last said. An agent is alive when it was heard of within 15 seconds, by the
 * database's clock, and its tunnel is not known to be closed.
 */
public final class LiveAgents {
    /** Holds for the row of a live agent. */
    public static final Condition ALIVE = AGENT_STATUS
            .CONNECTED
            .isTrue()
            .and(condition("{0} > clock_timestamp() - interval '15 seconds'", AGENT_STATUS.LAST_SEEN))
            .and(AGENT.REVOKED_AT.isNull());

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<AgentId, Optional<AgentReport>> reports;

    private LiveAgents(Map<AgentId, Optional<AgentReport>> reports) {
        this.reports = reports;
    }

    /** Of all regions: there are at most a few thousand. */
    public static LiveAgents now(DSLContext sql) {
        var reports = new HashMap<AgentId, Optional<AgentReport>>();
        sql.select(AGENT_STATUS.AGENT_ID, AGENT_STATUS.REPORT)
                .from(AGENT_STATUS)
                .join(AGENT)
                .on(AGENT.ID.eq(AGENT_STATUS.AGENT_ID))
                .where(ALIVE)
                .forEach(row -> reports.put(row.value1(), parse(row.value2())));
        return new LiveAgents(reports);
    }

    public boolean contains(AgentId agent) {
        return reports.containsKey(agent);
    }

    /** What a live agent last said; empty for one that is not alive or has said nothing yet. */
    public Optional<AgentReport> report(AgentId agent) {
        return reports.getOrDefault(agent, Optional.empty());
    }

    /** A stored report; empty where there is none, or where a newer version wrote it in a way that this one cannot read. */
    public static Optional<AgentReport> parse(@Nullable JSONB report) {
        if (report == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(report.data(), AgentReport.class));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    /** A report as it is stored. */
    public static JSONB store(AgentReport report) {
        return JSONB.valueOf(JSON.writeValueAsString(report));
    }
}
