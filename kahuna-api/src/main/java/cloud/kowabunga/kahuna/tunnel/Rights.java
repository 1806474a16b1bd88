package cloud.kowabunga.kahuna.tunnel;

import cloud.kowabunga.topology.AgentId;
import java.util.Map;
import java.util.Set;

/** What an agent may serve. */
interface Rights {
    /** Its task queues; empty for an agent that serves no Kaktus and no StoragePool, or is not known. May raise {@code DATABASE_AWAY}. */
    Set<String> queues(AgentId agent);

    /** Its StoragePools by id, each with the name that it has in the agent's configuration. May raise {@code DATABASE_AWAY}. */
    Map<String, String> pools(AgentId agent);
}
