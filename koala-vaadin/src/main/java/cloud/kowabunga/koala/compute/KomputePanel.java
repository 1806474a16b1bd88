package cloud.kowabunga.koala.compute;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.ui.Facts;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/** Where the machine of a Kompute stands now, its power and its console, and its parts, as a part of its page. */
public final class KomputePanel extends Div {
    private final Visitor visitor = Visitor.current();
    private final String id;
    private final BiFunction<String, String, Component> link;
    private final Div machine = new Div();
    private final Div parts = new Div();
    private String shown = "";

    /** @param link leads to the resource of that kind and id */
    public KomputePanel(String id, BiFunction<String, String, Component> link) {
        this.id = id;
        this.link = link;
        add(machine, parts);
        Live.keep(this, Set.of("kompute", "instance", "volume", "adapter"), this::refresh);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        refresh();
    }

    private void refresh() {
        var facts = new Facts();
        visitor.ask(() -> visitor.kahuna().partsOf(id, "instance")).ifPresent(found -> {
            showMachine(found);
            fact(facts, "Its instance", "instance", found);
        });
        visitor.ask(() -> visitor.kahuna().partsOf(id, "volume"))
                .ifPresent(found -> fact(facts, "Its volumes", "volume", found));
        visitor.ask(() -> visitor.kahuna().partsOf(id, "adapter"))
                .ifPresent(found -> fact(facts, "Its adapters", "adapter", found));
        parts.removeAll();
        parts.add(facts);
    }

    /** Once: it keeps itself up to date. */
    private void showMachine(List<Resource> instances) {
        var instance = instances.stream().map(Resource::id).findFirst().orElse("");
        if (!instance.equals(shown)) {
            shown = instance;
            machine.removeAll();
            if (!instance.isEmpty()) {
                machine.add(InstancePanel.ofKompute(id, instance, link));
            }
        }
    }

    private void fact(Facts facts, String title, String kind, List<Resource> found) {
        var links = new Div();
        links.addClassName("strip");
        found.forEach(part -> links.add(link.apply(kind, part.id())));
        facts.fact(title, links);
    }
}
