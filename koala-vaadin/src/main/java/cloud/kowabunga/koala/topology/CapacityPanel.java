package cloud.kowabunga.koala.topology;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.CapacityRow;
import cloud.kowabunga.koala.client.KahunaRefusal;
import cloud.kowabunga.koala.ui.StateBadge;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import java.util.Set;

/** What a Kaktus, a pool, a zone or a region has and how much of it is taken, as a part of its page. */
public final class CapacityPanel extends Div {
    private final Visitor visitor = Visitor.current();
    private final String kind;
    private final String id;

    /** @param kind kaktus, pool, zone or region */
    public CapacityPanel(String kind, String id) {
        this.kind = kind;
        this.id = id;
        Live.keep(this, Set.of("agent", "instance", "volume", "kaktus", "pool"), this::refresh);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        refresh();
    }

    private void refresh() {
        try {
            visitor.ask(visitor.kahuna()::capacity)
                    .ifPresent(rows -> show(rows.stream()
                            .filter(row -> Fleet.belongs(row, kind, id))
                            .toList()));
        } catch (KahunaRefusal no) {
            if (!no.forbidden()) {
                throw no;
            }
            setVisible(false);
        }
    }

    private void show(java.util.List<CapacityRow> rows) {
        removeAll();
        setVisible(!rows.isEmpty());
        var title = new H2("Capacity");
        add(title);
        if (rows.size() == 1) {
            var one = rows.getFirst();
            var badges = new Div(StateBadge.alive(one.alive()));
            badges.addClassName("strip");
            if (one.maintenance()) {
                badges.add(StateBadge.maintenance());
            }
            add(badges);
        }
        add(new CapacityMeters(rows));
    }
}
