package cloud.kowabunga.koala.overview;

import cloud.kowabunga.koala.catalog.ResourceView;
import cloud.kowabunga.koala.client.CapacityRow;
import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.topology.CapacityMeters;
import cloud.kowabunga.koala.ui.Quiet;
import cloud.kowabunga.koala.ui.StateBadge;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.H4;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouterLink;
import java.util.List;

/** One region: its zones with their machines, and its storage pools. */
final class RegionCard extends Div {
    RegionCard(Resource region, List<Resource> zones, List<CapacityRow> capacity) {
        addClassName("card");
        add(new H3(new RouterLink(region.name(), ResourceView.class, ResourceView.of("region", region.id()))));
        zones.forEach(zone -> zone(
                zone,
                capacity.stream().filter(row -> zone.id().equals(row.zone())).toList()));
        if (zones.isEmpty()) {
            add(new Quiet("It has no zone yet."));
        }
        capacity.stream().filter(row -> !row.isKaktus()).forEach(this::pool);
    }

    private void zone(Resource zone, List<CapacityRow> kaktuses) {
        var title =
                new H4(new RouterLink("Zone " + zone.name(), ResourceView.class, ResourceView.of("zone", zone.id())));
        add(title);
        if (kaktuses.isEmpty()) {
            add(new Quiet("It has no Kaktus yet."));
            return;
        }
        var instances = kaktuses.stream().mapToInt(CapacityRow::instances).sum();
        var alive = kaktuses.stream().filter(CapacityRow::alive).count();
        title.add(new Span(
                new Span("%d Kaktus, %d %s "
                        .formatted(kaktuses.size(), instances, instances == 1 ? "instance" : "instances")),
                StateBadge.alive(alive, kaktuses.size())));
        add(new CapacityMeters(kaktuses));
        kaktuses.stream().filter(row -> !row.alive()).forEach(this::away);
    }

    private void away(CapacityRow kaktus) {
        var line = new Div(
                new RouterLink("Kaktus " + kaktus.name(), ResourceView.class, ResourceView.of("kaktus", kaktus.id())),
                StateBadge.alive(false));
        line.addClassName("strip");
        add(line);
    }

    private void pool(CapacityRow pool) {
        add(new H4(
                new RouterLink("Storage " + pool.name(), ResourceView.class, ResourceView.of("pool", pool.id())),
                StateBadge.alive(pool.alive())));
        add(new CapacityMeters(List.of(pool)));
    }
}
