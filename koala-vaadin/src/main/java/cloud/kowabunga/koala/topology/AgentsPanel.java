package cloud.kowabunga.koala.topology;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.catalog.CatalogView;
import cloud.kowabunga.koala.catalog.ResourceView;
import cloud.kowabunga.koala.client.AgentRow;
import cloud.kowabunga.koala.ui.Quiet;
import cloud.kowabunga.koala.ui.ViewerTime;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.RouterLink;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The agents of a Kaktus, a Kiwi, a pool, a zone or a region, those that do not answer first, as a part of its page. */
public final class AgentsPanel extends Div {
    /** More stand in the list of agents. */
    private static final int MOST = 25;

    private final Visitor visitor = Visitor.current();
    private final String kind;
    private final String id;
    private @Nullable List<Object> shown;

    /** @param kind as it stands in paths */
    public AgentsPanel(String kind, String id) {
        this.kind = kind;
        this.id = id;
        Live.keep(this, Set.of("agent", "kaktus", "kiwi", "pool"), this::refresh);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        refresh();
    }

    private void refresh() {
        setVisible(Fleet.isFor(visitor));
        if (!isVisible()) {
            return;
        }
        visitor.ask(visitor.kahuna()::agents).ifPresent(all -> {
            var agents = new Fleet(all, List.of(), true)
                    .agentsOf(kind, id).stream()
                            .sorted(Comparator.comparing(AgentRow::alive).thenComparing(AgentRow::name))
                            .toList();
            var facts = agents.stream().map(AgentsPanel::facts).toList();
            if (!facts.equals(shown)) {
                shown = facts;
                show(agents);
            }
        });
    }

    private static Object facts(AgentRow agent) {
        return List.of(FleetColumns.stand(agent), Objects.requireNonNullElse(agent.version(), ""), agent.problems());
    }

    private void show(List<AgentRow> agents) {
        removeAll();
        add(new H2("Agents (%d)".formatted(agents.size())));
        if (agents.isEmpty()) {
            add(new Quiet("No agent serves it yet."));
        }
        if (kind.equals("kiwi")) {
            add(
                    new Quiet(
                            "Agents of type Kiwi have no program in this version: no more is known of them, nor which one is active."));
        }
        var lines = new UnorderedList();
        lines.addClassName("lines");
        var time = ViewerTime.of(UI.getCurrentOrThrow());
        agents.stream().limit(MOST).forEach(agent -> lines.add(line(agent, time)));
        add(lines);
        if (agents.size() > MOST) {
            add(new RouterLink("All agents", CatalogView.class, "agent"));
        }
    }

    private static ListItem line(AgentRow agent, ViewerTime time) {
        var what = new Div(new RouterLink(agent.name(), ResourceView.class, ResourceView.of("agent", agent.id())));
        what.addClassName("line-what");
        agent.problems().forEach(problem -> {
            var detail = new Div(problem);
            detail.addClassName("row-detail");
            what.add(detail);
        });
        var version = new Span(agent.version() == null ? "" : "version " + agent.version());
        version.addClassName("line-when");
        return new ListItem(new Div(AgentsBadge.of(List.of(agent), time)), what, version);
    }
}
