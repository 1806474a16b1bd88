package cloud.kowabunga.koala.topology;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.AgentRow;
import cloud.kowabunga.koala.client.KahunaRefusal;
import cloud.kowabunga.koala.ui.ViewerTime;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** One line on the agents of all regions: how many are alive, and which are not. */
public final class AgentStrip extends Div {
    /** More would hide the list below; the others are counted. */
    private static final int NAMED = 4;

    private final Visitor visitor = Visitor.current();

    public AgentStrip() {
        addClassName("strip");
        getElement().setAttribute("role", "status");
        getElement().setAttribute("aria-label", "Agents");
        Live.keep(this, Set.of("agent"), this::refresh);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        refresh();
    }

    private void refresh() {
        try {
            visitor.ask(visitor.kahuna()::agents)
                    .ifPresent(agents -> show(agents, ViewerTime.of(UI.getCurrentOrThrow())));
        } catch (KahunaRefusal no) {
            if (!no.forbidden()) {
                throw no;
            }
            // Agents are the cloud's; who only has projects in it is not told of them.
            setVisible(false);
        }
    }

    private void show(List<AgentRow> agents, ViewerTime time) {
        removeAll();
        if (agents.isEmpty()) {
            chip(VaadinIcon.PLUG, "off", "No agent yet: register one, and start it in its region.");
            return;
        }
        var alive = agents.stream().filter(AgentRow::alive).toList();
        var away = agents.stream()
                .filter(agent -> !agent.alive())
                .sorted(Comparator.comparing(AgentRow::name))
                .toList();
        if (!alive.isEmpty()) {
            chip(
                    VaadinIcon.CHECK_CIRCLE,
                    "good",
                    agents.size() == 1
                            ? "Agent " + alive.getFirst().name() + " is alive"
                            : count(alive.size(), "alive"));
        }
        away.stream().limit(NAMED).forEach(agent -> chip(VaadinIcon.UNLINK, "bad", away(agent, time)));
        if (away.size() > NAMED) {
            chip(VaadinIcon.UNLINK, "bad", "and " + (away.size() - NAMED) + " more");
        }
        alive.stream()
                .flatMap(agent -> agent.problems().stream().map(problem -> agent.name() + ": " + problem))
                .limit(NAMED)
                .forEach(problem -> chip(VaadinIcon.WARNING, "waiting", problem));
    }

    private static String count(int agents, String state) {
        return agents + (agents == 1 ? " agent " : " agents ") + state;
    }

    private static String away(AgentRow agent, ViewerTime time) {
        return agent.lastSeen() == null
                ? "Agent %s never came".formatted(agent.name())
                : "Agent %s is away since %s".formatted(agent.name(), time.show(agent.lastSeen()));
    }

    private void chip(VaadinIcon icon, String tone, String text) {
        var symbol = icon.create();
        symbol.getElement().setAttribute("aria-hidden", "true");
        var chip = new Span(symbol, new Span(text));
        chip.addClassNames("state", "state-" + tone);
        add(chip);
    }
}
