package cloud.kowabunga.koala.topology;

import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.AgentRow;
import cloud.kowabunga.koala.client.CapacityRow;
import cloud.kowabunga.koala.client.KahunaClient;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;

/** What Kahuna last told of all machines: which agents answer, what machines and pools have, and what is taken of it. */
record Fleet(List<AgentRow> agents, List<CapacityRow> capacity) {
    static final Fleet UNKNOWN = new Fleet(List.of(), List.of());

    /** The kinds of which a change may change it. */
    static final Set<String> NOUNS = Set.of("agent", "instance", "volume", "kaktus", "kiwi", "pool");

    /** Whether the person may be told of machines. */
    static boolean isFor(Visitor visitor) {
        return visitor.may(HttpMethod.GET, "/search/agents") && visitor.may(HttpMethod.GET, "/search/capacity");
    }

    static Fleet of(KahunaClient kahuna) {
        return new Fleet(kahuna.agents(), kahuna.capacity());
    }

    /** @param kind agent, kaktus, kiwi, pool, zone or region */
    List<AgentRow> agentsOf(String kind, String id) {
        return agents.stream().filter(agent -> works(agent, kind, id)).toList();
    }

    private static boolean works(AgentRow agent, String kind, String id) {
        return kind.equals("agent")
                ? agent.id().equals(id)
                : agent.serves().stream().anyMatch(served -> switch (kind) {
                    case "region" -> served.region().equals(id);
                    case "zone" -> id.equals(served.zone());
                    default -> served.noun().equals(kind) && served.id().equals(id);
                });
    }

    /** @param kind kaktus, pool, zone or region */
    List<CapacityRow> capacityOf(String kind, String id) {
        return capacity.stream().filter(row -> belongs(row, kind, id)).toList();
    }

    static boolean belongs(CapacityRow row, String kind, String id) {
        return switch (kind) {
            case "region" -> row.region().equals(id);
            case "zone" -> id.equals(row.zone());
            default -> row.noun().equals(kind) && row.id().equals(id);
        };
    }
}
