package cloud.kowabunga.kahuna.tunnel;

import cloud.kowabunga.topology.AgentId;
import java.util.Set;

/** Which task queues an agent may serve. */
interface Rights {
    /** Empty for an agent that serves no Kaktus and no StoragePool, or is not known. May raise {@code DATABASE_AWAY}. */
    Set<String> queues(AgentId agent);
}
