package cloud.kowabunga.topology;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;

/**
 * Kahuna's answer to a report: what the agent is to serve from now on.
 *
 * @param queues the task queues to poll
 * @param pools the name in the agent's configuration of each StoragePool id it serves
 * @param reportEverySeconds 1 to 60
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record AgentOrders(List<String> queues, Map<String, String> pools, int reportEverySeconds) {
    public AgentOrders {
        queues = List.copyOf(queues);
        pools = Map.copyOf(pools);
    }
}
