package cloud.kowabunga.koala.topology;

import cloud.kowabunga.koala.client.AgentRow;
import cloud.kowabunga.koala.ui.StateBadge;
import cloud.kowabunga.koala.ui.ViewerTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** In few words whether the agents of something answer. */
final class AgentsBadge {
    private AgentsBadge() {}

    static StateBadge of(List<AgentRow> agents, ViewerTime time) {
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
                .map(last -> StateBadge.away("Away since " + time.show(last)))
                .orElseGet(() -> StateBadge.away("Never came"));
    }
}
