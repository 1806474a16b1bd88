package cloud.kowabunga.koala.catalog;

import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.sidenav.SideNavItem;
import java.util.List;
import java.util.stream.Stream;

/** The kinds of resources in the navigation, grouped by who works with them. */
public final class CatalogMenu {
    private CatalogMenu() {}

    /** Those of which the person's role may read something. */
    public static List<SideNavItem> all() {
        return Stream.of(
                        group("Projects", VaadinIcon.BRIEFCASE, Kind.PROJECT, Kind.KOMPUTE, Kind.VOLUME, Kind.RECORD),
                        group("Regions", VaadinIcon.GLOBE, Kind.REGION, Kind.ZONE, Kind.AGENT, Kind.KAKTUS, Kind.KIWI),
                        group("Storage", VaadinIcon.STORAGE, Kind.POOL, Kind.TEMPLATE, Kind.NFS),
                        group("Networks", VaadinIcon.CONNECT_O, Kind.VNET, Kind.SUBNET, Kind.ADAPTER),
                        group("Access", VaadinIcon.KEY, Kind.USER, Kind.TEAM, Kind.TOKEN))
                .filter(group -> !group.getItems().isEmpty())
                .toList();
    }

    private static SideNavItem group(String title, VaadinIcon icon, Kind... kinds) {
        var group = new SideNavItem(title);
        group.setPrefixComponent(icon.create());
        Stream.of(kinds).filter(kind -> new Allowed(kind).toRead()).forEach(kind -> {
            var item = new SideNavItem(kind.plural(), CatalogView.class, kind.path());
            item.setMatchNested(true);
            group.addItem(item);
        });
        return group;
    }
}
