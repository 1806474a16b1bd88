package cloud.kowabunga.kahuna.tunnel;

import cloud.kowabunga.topology.AgentId;
import cloud.kowabunga.topology.AgentOrders;
import cloud.kowabunga.topology.AgentReport;

/** Takes what agents say of themselves. */
interface Reports {
    /** Keeps the report and answers with what the agent is to serve. May raise {@code DATABASE_AWAY}. */
    AgentOrders take(AgentId agent, AgentReport report);

    /** The agent's last tunnel to this Kahuna is gone. */
    void disconnected(AgentId agent);
}
