package cloud.kowabunga.koala.overview;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.catalog.CatalogView;
import cloud.kowabunga.koala.client.CapacityRow;
import cloud.kowabunga.koala.client.KahunaRefusal;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.client.ResourceFilter;
import cloud.kowabunga.koala.ui.EmptyState;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.RouterLink;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;

/** A card for each region: which of its machines answer, and how full they are. Only for those who see machines. */
final class RegionsNow extends Div {
    private static final int MOST = 200;

    private final Visitor visitor = Visitor.current();

    RegionsNow() {
        Live.keep(this, Set.of("region", "zone", "kaktus", "pool", "agent", "instance", "volume"), this::refresh);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        refresh();
    }

    private void refresh() {
        setVisible(visitor.may(HttpMethod.GET, "/search/capacity"));
        if (!isVisible()) {
            return;
        }
        try {
            visitor.ask(() -> {
                var capacity = visitor.kahuna().capacity();
                show(all("region"), all("zone"), capacity);
                return true;
            });
        } catch (KahunaRefusal no) {
            if (!no.forbidden()) {
                throw no;
            }
            setVisible(false);
        }
    }

    private List<Resource> all(String kind) {
        return visitor.kahuna()
                .names(kind, ResourceFilter.ALL, new Range(0, MOST, "name"))
                .rows();
    }

    private void show(List<Resource> regions, List<Resource> zones, List<CapacityRow> capacity) {
        removeAll();
        add(new H2("Regions"));
        if (regions.isEmpty()) {
            var first = new EmptyState(VaadinIcon.GLOBE, new RouterLink("Regions", CatalogView.class, "region"));
            first.say(
                    "No region yet",
                    "A region is a data center. Make one, then a zone in it, an agent for each of its machines,"
                            + " and a Kaktus and a storage pool that the agents serve. Projects and instances follow.");
            add(first);
            return;
        }
        var cards = new Div();
        cards.addClassName("cards");
        regions.forEach(region -> cards.add(new RegionCard(
                region,
                zones.stream().filter(zone -> region.id().equals(zone.parent())).toList(),
                capacity.stream()
                        .filter(row -> row.region().equals(region.id()))
                        .toList())));
        add(cards);
    }
}
