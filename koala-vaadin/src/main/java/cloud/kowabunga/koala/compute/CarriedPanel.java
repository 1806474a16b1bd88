package cloud.kowabunga.koala.compute;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.catalog.ResourceView;
import cloud.kowabunga.koala.client.InstanceFilter;
import cloud.kowabunga.koala.client.InstanceRow;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Rows;
import cloud.kowabunga.koala.ui.Quiet;
import cloud.kowabunga.koala.ui.StateBadge;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The instances that a Kaktus carries, by name, as a part of its page. */
public final class CarriedPanel extends Div {
    /** More stand in the list of instances. */
    private static final Range FIRST = new Range(0, 25, "name");

    private final Visitor visitor = Visitor.current();
    private final String kaktus;
    private @Nullable Rows<InstanceRow> shown;

    public CarriedPanel(String kaktus) {
        this.kaktus = kaktus;
        Live.keep(this, Set.of("instance"), this::refresh);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        refresh();
    }

    private void refresh() {
        visitor.ask(() -> visitor.kahuna().instances(InstanceFilter.on(kaktus), FIRST))
                .filter(rows -> !rows.equals(shown))
                .ifPresent(this::show);
    }

    private void show(Rows<InstanceRow> rows) {
        shown = rows;
        removeAll();
        add(new H2("Instances (%d)".formatted(rows.total())));
        if (rows.total() == 0) {
            add(new Quiet("It carries none."));
            return;
        }
        var lines = new UnorderedList();
        lines.addClassName("lines");
        rows.rows().forEach(row -> lines.add(line(row)));
        add(lines);
        if (rows.total() > rows.rows().size()) {
            var all = new RouterLink("All %d instances".formatted(rows.total()), InstancesView.class);
            all.setQueryParameters(QueryParameters.of(InstancesView.KAKTUS, kaktus));
            add(all);
        }
    }

    private static ListItem line(InstanceRow row) {
        var name = new Div(new RouterLink(
                row.name(),
                ResourceView.class,
                ResourceView.of("instance", row.id().value())));
        name.addClassName("line-what");
        var size = new Span("%d vCPU · %s".formatted(row.vcpus(), row.memory().forPeople()));
        size.addClassName("line-when");
        return new ListItem(new Div(StateBadge.of(row.state())), name, size);
    }
}
