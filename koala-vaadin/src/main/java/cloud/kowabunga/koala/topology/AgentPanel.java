package cloud.kowabunga.koala.topology;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.AgentRow;
import cloud.kowabunga.koala.ui.Banner;
import cloud.kowabunga.koala.ui.Facts;
import cloud.kowabunga.koala.ui.StateBadge;
import cloud.kowabunga.koala.ui.ViewerTime;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import java.util.Objects;
import java.util.Set;

/** Whether an agent answers and what it last said of itself, as a part of its page. */
public final class AgentPanel extends Div {
    private final Visitor visitor = Visitor.current();
    private final String id;

    public AgentPanel(String id) {
        this.id = id;
        Live.keep(this, Set.of("agent"), this::refresh);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        refresh();
    }

    private void refresh() {
        visitor.ask(visitor.kahuna()::agents)
                .flatMap(agents ->
                        agents.stream().filter(agent -> agent.id().equals(id)).findFirst())
                .ifPresent(this::show);
    }

    private void show(AgentRow agent) {
        removeAll();
        var facts = new Facts();
        facts.fact("State", StateBadge.alive(agent.alive()));
        facts.fact(
                "Heard of last",
                agent.lastSeen() == null
                        ? "never"
                        : ViewerTime.of(UI.getCurrentOrThrow()).show(agent.lastSeen()));
        facts.fact("Its version", Objects.requireNonNullElse(agent.version(), "–"));
        add(facts);
        if (agent.lastSeen() == null) {
            add(Banner.quiet(
                    "It has never come. Give it a new key, and run the commands that appear with it on its machine."));
        }
        agent.problems().forEach(problem -> {
            var banner = Banner.waiting();
            banner.say(problem);
            add(banner);
        });
    }
}
