package cloud.kowabunga.koala.compute;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.InstanceFilter;
import cloud.kowabunga.koala.client.InstanceRow;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.operation.OperationView;
import cloud.kowabunga.koala.ui.Facts;
import cloud.kowabunga.koala.ui.StateBadge;
import cloud.kowabunga.koala.ui.ViewerTime;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouterLink;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Where an instance stands now, its power and its console, as a part of its page. */
public final class InstancePanel extends Div {
    private final Visitor visitor = Visitor.current();
    private final String id;
    private final BiFunction<String, String, Component> link;
    private final ConsoleLink console = new ConsoleLink();
    private final PowerBar power;
    private final Div now = new Div();

    /** @param link leads to the resource of that kind and id */
    public InstancePanel(String id, BiFunction<String, String, Component> link) {
        this(id, new PowerBar(), link);
    }

    /** The same of a Kompute's instance, as a part of the Kompute's page: what is done to its power is done to the whole. */
    static InstancePanel ofKompute(String kompute, String instance, BiFunction<String, String, Component> link) {
        PowerBar.Orders orders =
                (_, action, manner) -> Visitor.current().kahuna().powerOfKompute(kompute, action, manner);
        return new InstancePanel(instance, new PowerBar(orders), link);
    }

    private InstancePanel(String id, PowerBar power, BiFunction<String, String, Component> link) {
        this.id = id;
        this.power = power;
        this.link = link;
        addClassName("instance-panel");
        power.unnamed();
        var tools = new Div(console, power);
        tools.addClassName("tools");
        add(now, tools);
        Live.keep(this, Set.of("instance", "operation"), this::refresh);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        refresh();
    }

    private void refresh() {
        visitor.ask(() -> visitor.kahuna().instances(InstanceFilter.only(id), new Range(0, 1, "")))
                .flatMap(rows -> rows.rows().stream().findFirst())
                .ifPresent(this::show);
    }

    private void show(InstanceRow row) {
        power.show(Optional.of(row));
        console.show(Optional.of(row));
        var facts = new Facts();
        facts.fact("State", state(row));
        facts.fact("Addresses", row.addresses().isEmpty() ? "none" : String.join(", ", row.addresses()));
        facts.fact("Project", to("project", row.project()));
        facts.fact("Zone", to("zone", row.zone()));
        facts.fact("Kaktus", to("kaktus", row.kaktus()));
        facts.fact(
                "Asked for its metadata",
                row.metadataFetchedAt() == null
                        ? "not yet"
                        : ViewerTime.of(UI.getCurrentOrThrow()).show(row.metadataFetchedAt()));
        now.removeAll();
        now.add(facts);
    }

    private Component to(String kind, @Nullable String resource) {
        return resource == null ? new Span("–") : link.apply(kind, resource);
    }

    private static Component state(InstanceRow row) {
        var cell = new Div(StateBadge.of(row.state()));
        cell.addClassName("strip");
        if (row.reason() != null) {
            cell.add(new Span(row.reason()));
        }
        var current = row.operation();
        if (current != null && row.busy()) {
            cell.add(new RouterLink(
                    "Being worked on", OperationView.class, current.id().value()));
        }
        return cell;
    }
}
