package cloud.kowabunga.kahuna.tunnel;

import static cloud.kowabunga.kahuna.db.Tables.AGENT;
import static cloud.kowabunga.kahuna.db.Tables.OPERATION;
import static org.jooq.impl.DSL.cast;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.kahuna.database.Database;
import cloud.kowabunga.topology.AgentId;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jooq.Field;
import org.jooq.JSONB;
import org.jooq.impl.SQLDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down, with the operation whose activity it is, which agent has it. */
final class StoredHandovers implements Handovers {
    private static final Logger LOG = LoggerFactory.getLogger(StoredHandovers.class);

    /** An activity that two agents try in turn for days must not fill the row. */
    private static final int KEPT = 200;

    private final Database database;

    StoredHandovers(Database database) {
        this.database = database;
    }

    /** The agent must get its work in any case; if this cannot be written, its name is missing beside a step. */
    @Override
    public void handed(AgentId agent, PollActivityTaskQueueResponse task) {
        try {
            database.change(sql -> sql.update(OPERATION)
                    .set(OPERATION.CARRIERS, longer(entry(agent, task)))
                    .where(
                            OPERATION.WORKFLOW_ID.eq(task.getWorkflowExecution().getWorkflowId()),
                            OPERATION.ENDED_AT.isNull())
                    .execute());
        } catch (KowabungaException away) {
            LOG.debug("Nobody will read which agent carried a step: {}", away.sentence());
        }
    }

    private static Field<JSONB> entry(AgentId agent, PollActivityTaskQueueResponse task) {
        var name = field(select(AGENT.NAME).from(AGENT).where(AGENT.ID.eq(agent)));
        return field(
                "jsonb_build_object('id', {0}, 'activity', {1}, 'agent', coalesce({2}, {3}), 'at', {4})",
                SQLDataType.JSONB,
                text(task.getActivityId()),
                text(task.getActivityType().getName()),
                name,
                text(agent.value()),
                text(Instant.now().truncatedTo(ChronoUnit.MILLIS).toString()));
    }

    /** What the same agent tries again is written down once. */
    private static Field<JSONB> longer(Field<JSONB> entry) {
        return field("""
                CASE
                    WHEN {0} -> -1 ->> 'id' = {1} ->> 'id' AND {0} -> -1 ->> 'agent' = {1} ->> 'agent' THEN {0}
                    WHEN jsonb_array_length({0}) < {2} THEN {0} || {1}
                    ELSE ({0} - 0) || {1}
                END""", SQLDataType.JSONB, OPERATION.CARRIERS, entry, inline(KEPT));
    }

    private static Field<String> text(String value) {
        return cast(val(value), SQLDataType.CLOB);
    }
}
