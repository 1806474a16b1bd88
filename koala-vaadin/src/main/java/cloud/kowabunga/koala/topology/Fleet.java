package cloud.kowabunga.koala.topology;

import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.AgentRow;
import cloud.kowabunga.koala.client.CapacityRow;
import cloud.kowabunga.koala.client.KahunaRefusal;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;

/**
 * What Kahuna last told of all machines: which agents answer, what machines and pools have, and what is taken of it.
 *
 * @param known whether it told anything
 */
record Fleet(List<AgentRow> agents, List<CapacityRow> capacity, boolean known) {
    static final Fleet UNKNOWN = new Fleet(List.of(), List.of(), false);

    /** The kinds of which a change may change it. */
    static final Set<String> NOUNS = Set.of("agent", "instance", "volume", "kaktus", "kiwi", "pool");

    /** Whether the person may be told of machines. */
    static boolean isFor(Visitor visitor) {
        return visitor.may(HttpMethod.GET, "/search/agents") && visitor.may(HttpMethod.GET, "/search/capacity");
    }

    /** Nothing is known to those who may not be told any more. */
    static Fleet of(Visitor visitor) {
        try {
            return new Fleet(visitor.kahuna().agents(), visitor.kahuna().capacity(), true);
        } catch (KahunaRefusal no) {
            if (!no.forbidden()) {
                throw no;
            }
            return UNKNOWN;
        }
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
