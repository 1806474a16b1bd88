package cloud.kowabunga.kahuna.topology;

import static cloud.kowabunga.kahuna.db.Tables.AGENT_STATUS;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS_AGENT;
import static cloud.kowabunga.kahuna.db.Tables.POOL_AGENT;
import static org.jooq.impl.DSL.field;

import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.topology.AgentId;
import cloud.kowabunga.topology.AgentReport;
import cloud.kowabunga.topology.KaktusId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.SQLDataType;

/**
 * What agents last said, whether they are alive or not: a machine that cannot be reached has as many threads as before. Their
 * machines are left out.
 */
public final class LastReports {
    private LastReports() {}

    /** Of each Kaktus, newest first; one of which nothing was ever heard is missing. */
    public static Map<KaktusId, List<AgentReport>> ofKaktus(DSLContext sql, Collection<KaktusId> ids) {
        return of(sql, KAKTUS_AGENT, KAKTUS_AGENT.KAKTUS_ID, KAKTUS_AGENT.KAKTUS_ID.in(ids), KAKTUS_AGENT.AGENT_ID);
    }

    /** Of each pool, newest first; one of which nothing was ever heard is missing. */
    public static Map<StoragePoolId, List<AgentReport>> ofPools(DSLContext sql, Collection<StoragePoolId> ids) {
        return of(sql, POOL_AGENT, POOL_AGENT.POOL_ID, POOL_AGENT.POOL_ID.in(ids), POOL_AGENT.AGENT_ID);
    }

    private static <R extends Record, I> Map<I, List<AgentReport>> of(
            DSLContext sql, Table<R> served, TableField<R, I> id, Condition which, TableField<R, AgentId> agent) {
        var withoutDomains = field("{0} - 'domains'", SQLDataType.JSONB, AGENT_STATUS.REPORT);
        return sql
                .select(id, withoutDomains)
                .from(served)
                .join(AGENT_STATUS)
                .on(AGENT_STATUS.AGENT_ID.eq(agent))
                .where(which)
                .orderBy(AGENT_STATUS.LAST_SEEN.desc())
                .stream()
                .flatMap(row -> LiveAgents.parse(row.value2()).map(report -> new Said<>(row.value1(), report)).stream())
                .collect(Collectors.groupingBy(
                        Said::of, Collectors.mapping(Said::report, Collectors.toUnmodifiableList())));
    }

    private record Said<I>(I of, AgentReport report) {}

    /** The newest that knows the machine. */
    public static Optional<AgentReport> ofMachine(List<AgentReport> reports) {
        return reports.stream()
                .filter(report -> report.processor() != null && report.memory() != null)
                .findFirst();
    }
}
