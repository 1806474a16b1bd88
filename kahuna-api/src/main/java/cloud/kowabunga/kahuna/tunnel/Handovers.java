package cloud.kowabunga.kahuna.tunnel;

import cloud.kowabunga.topology.AgentId;
import io.temporal.api.workflowservice.v1.PollActivityTaskQueueResponse;

/** Hears of activities that agents are handed. */
interface Handovers {
    /** Told before the agent has it. */
    void handed(AgentId agent, PollActivityTaskQueueResponse task);
}
