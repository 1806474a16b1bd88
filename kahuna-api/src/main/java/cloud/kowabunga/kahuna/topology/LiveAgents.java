package cloud.kowabunga.kahuna.topology;

import static cloud.kowabunga.kahuna.db.Tables.AGENT;
import static cloud.kowabunga.kahuna.db.Tables.AGENT_STATUS;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;

import cloud.kowabunga.topology.AgentId;
import cloud.kowabunga.topology.AgentReport;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.JSONB;
import org.jooq.impl.SQLDataType;
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

    private final Map<AgentId, AgentReport> reports;

    private LiveAgents(Map<AgentId, AgentReport> reports) {
        this.reports = reports;
    }

    /** Of these agents. Their machines are left out: those are many, and not what this is asked for. */
    public static LiveAgents among(DSLContext sql, Collection<AgentId> agents) {
        var withoutDomains = field("{0} - 'domains'", SQLDataType.JSONB, AGENT_STATUS.REPORT);
        var reports = new HashMap<AgentId, AgentReport>();
        sql.select(AGENT_STATUS.AGENT_ID, withoutDomains)
                .from(AGENT_STATUS)
                .join(AGENT)
                .on(AGENT.ID.eq(AGENT_STATUS.AGENT_ID))
                .where(ALIVE, AGENT_STATUS.AGENT_ID.in(agents))
                .forEach(row -> parse(row.value2()).ifPresent(report -> reports.put(row.value1(), report)));
        return new LiveAgents(reports);
    }

    /** What a live agent last said; empty for one that is not alive or has said nothing yet. */
    public Optional<AgentReport> report(AgentId agent) {
        return Optional.ofNullable(reports.get(agent));
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
