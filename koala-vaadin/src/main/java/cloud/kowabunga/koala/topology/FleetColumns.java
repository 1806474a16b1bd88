package cloud.kowabunga.koala.topology;

import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.catalog.MoreColumns;
import cloud.kowabunga.koala.catalog.ResourceView;
import cloud.kowabunga.koala.client.AgentRow;
import cloud.kowabunga.koala.client.CapacityRow;
import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.ui.Meter;
import cloud.kowabunga.koala.ui.StateBadge;
import cloud.kowabunga.koala.ui.ViewerTime;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouterLink;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How machines, pools and what is made of them fare: whether their agents answer, and how full they are. */
public final class FleetColumns implements MoreColumns {
    /** The others are counted. */
    private static final int NAMED = 3;
    /** So many parts take the room of a description. */
    private static final int MANY = 5;

    private enum Part {
        STATE,
        VCPUS,
        MEMORY,
        STORAGE,
        INSTANCES,
        AGENTS
    }

    private static final Map<String, List<Part>> KINDS = Map.of(
            "region", List.of(Part.STATE, Part.VCPUS, Part.MEMORY, Part.STORAGE, Part.INSTANCES),
            "zone", List.of(Part.STATE, Part.VCPUS, Part.MEMORY, Part.INSTANCES),
            "kaktus", List.of(Part.STATE, Part.VCPUS, Part.MEMORY, Part.INSTANCES, Part.AGENTS),
            "kiwi", List.of(Part.STATE, Part.AGENTS),
            "pool", List.of(Part.STATE, Part.STORAGE, Part.AGENTS),
            "agent", List.of(Part.STATE));

    private final Visitor visitor = Visitor.current();
    private final ViewerTime time = ViewerTime.of(UI.getCurrentOrThrow());
    private final String kind;
    private Fleet fleet = Fleet.UNKNOWN;

    private FleetColumns(String kind) {
        this.kind = kind;
    }

    /** Those of a kind, as it stands in paths, for who may be told of machines. */
    public static Optional<MoreColumns> of(String kind) {
        return KINDS.containsKey(kind) && Fleet.isFor(Visitor.current())
                ? Optional.of(new FleetColumns(kind))
                : Optional.empty();
    }

    private List<Part> parts() {
        return KINDS.getOrDefault(kind, List.of());
    }

    @Override
    public List<Column> columns() {
        return parts().stream().map(this::column).toList();
    }

    private Column column(Part part) {
        return switch (part) {
            case STATE -> new Column("State", "", true, "172px", this::state);
            case VCPUS -> new Column("vCPUs", "92px", row -> meter(row, CapacityRow.VCPUS, Meter.Unit.PIECES));
            case MEMORY -> new Column("Memory", "152px", row -> meter(row, CapacityRow.MEMORY, Meter.Unit.BYTES));
            case STORAGE -> new Column("Storage", "152px", row -> meter(row, CapacityRow.STORAGE, Meter.Unit.BYTES));
            case INSTANCES -> new Column("Instances", "100px", row -> new Span(String.valueOf(instances(row))));
            case AGENTS -> new Column("Agents", this::names);
        };
    }

    @Override
    public Set<String> replaced() {
        return parts().contains(Part.AGENTS) ? Set.of("agents") : Set.of();
    }

    @Override
    public boolean roomy() {
        return parts().size() < MANY;
    }

    @Override
    public Set<String> nouns() {
        return Fleet.NOUNS;
    }

    @Override
    public void ask(Collection<Resource> rows) {
        fleet = Fleet.of(visitor);
    }

    @Override
    public Object facts(Resource row) {
        return List.of(
                fleet.known(),
                capacity(row),
                agents(row).stream().map(FleetColumns::stand).toList());
    }

    /** When one that answers was heard of last is shown nowhere, and changes all the time. */
    static List<Object> stand(AgentRow agent) {
        return List.of(agent.id(), agent.name(), agent.alive() ? "" : String.valueOf(agent.lastSeen()));
    }

    private List<AgentRow> agents(Resource row) {
        return fleet.agentsOf(kind, row.id());
    }

    private List<CapacityRow> capacity(Resource row) {
        return fleet.capacityOf(kind, row.id());
    }

    private int instances(Resource row) {
        return capacity(row).stream().mapToInt(CapacityRow::instances).sum();
    }

    private Component state(Resource row) {
        if (!fleet.known()) {
            return new Span("–");
        }
        var badges = new Div(AgentsBadge.of(agents(row), time));
        badges.addClassName("strip");
        if (kind.equals("kaktus") && capacity(row).stream().anyMatch(CapacityRow::maintenance)) {
            badges.add(StateBadge.maintenance());
        }
        return badges;
    }

    private Component meter(Resource row, String what, Meter.Unit unit) {
        var measures = capacity(row).stream()
                .flatMap(part -> part.measure(what).stream())
                .toList();
        return measures.isEmpty()
                ? new Span("–")
                : Meter.small(
                        measures.stream().mapToLong(CapacityRow.Measure::used).sum(),
                        measures.stream().mapToLong(CapacityRow.Measure::total).sum(),
                        unit);
    }

    private Component names(Resource row) {
        var agents = agents(row);
        var line = new Div();
        line.addClassName("links");
        agents.stream()
                .limit(NAMED)
                .forEach(agent -> line.add(
                        new RouterLink(agent.name(), ResourceView.class, ResourceView.of("agent", agent.id()))));
        if (agents.size() > NAMED) {
            line.add(new Span("and %d more".formatted(agents.size() - NAMED)));
        }
        return agents.isEmpty() ? new Span("–") : line;
    }
}
