package cloud.kowabunga.koala.topology;

import cloud.kowabunga.koala.client.AgentRow;
import cloud.kowabunga.koala.ui.StateBadge;
import cloud.kowabunga.koala.ui.ViewerTime;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** In few words whether the agents of something answer, and if none does since when. */
final class AgentsBadge {
    private AgentsBadge() {}

    static Component of(List<AgentRow> agents, ViewerTime time) {
        var alive = agents.stream().filter(AgentRow::alive).count();
        if (agents.isEmpty()) {
            return StateBadge.noAgent();
        }
        if (alive > 0) {
            return agents.size() == 1 ? StateBadge.alive(true) : StateBadge.agents(alive, agents.size());
        }
        return agents.stream()
                .map(AgentRow::lastSeen)
                .filter(Objects::nonNull)
                .max(Comparator.<Instant>naturalOrder())
                .map(last -> away(last, time))
                .orElseGet(StateBadge::neverCame);
    }

    private static Component away(Instant last, ViewerTime time) {
        var since = new Span("since " + time.show(last));
        since.setTitle(time.full(last));
        since.addClassName("row-detail");
        var both = new Div(StateBadge.alive(false), since);
        both.addClassName("away");
        return both;
    }
}
