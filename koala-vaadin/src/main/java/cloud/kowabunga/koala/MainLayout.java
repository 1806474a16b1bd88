package cloud.kowabunga.koala;

import cloud.kowabunga.koala.access.SignOut;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.audit.AuditView;
import cloud.kowabunga.koala.catalog.CatalogMenu;
import cloud.kowabunga.koala.client.Change;
import cloud.kowabunga.koala.client.Whoami;
import cloud.kowabunga.koala.compute.InstancesView;
import cloud.kowabunga.koala.operation.OperationsView;
import cloud.kowabunga.koala.operation.OverdueBanner;
import cloud.kowabunga.koala.overview.OverviewView;
import cloud.kowabunga.koala.ui.Banner;
import cloud.kowabunga.koala.ui.Brand;
import cloud.kowabunga.koala.ui.Refresh;
import cloud.kowabunga.koala.ui.SchemeSwitch;
import cloud.kowabunga.koala.ui.ViewerTime;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.shared.Registration;
import org.jspecify.annotations.Nullable;

/** What stands around every screen: navigation, who has signed in, and the banners that concern everything. */
@Layout
public final class MainLayout extends AppLayout {
    private final Main content = new Main();
    private final Div menu = new Div();
    private final AccountMenu account = new AccountMenu();
    private final Banner simulated = Banner.simulated();
    private final Banner away = Banner.bad();
    private Registration watching = () -> {};
    private @Nullable Whoami shownTo;

    MainLayout() {
        addClassName("koala");
        setPrimarySection(Section.DRAWER);
        var brand = new Brand();
        brand.addClassName("brand-drawer");
        addToDrawer(brand, menu);
        var toggle = new DrawerToggle();
        toggle.setAriaLabel("Navigation");
        var space = new Div();
        space.addClassName("grow");
        addToNavbar(toggle, new Brand(), space, new SchemeSwitch(), account);
        content.addClassName("content");
        var page = new Div(simulated, away, new OverdueBanner(), content);
        page.addClassName("page");
        setContent(page);
    }

    private static SideNav navigation() {
        var nav = new SideNav();
        nav.addItem(
                new SideNavItem("Overview", OverviewView.class, VaadinIcon.DASHBOARD.create()),
                item("Instances", InstancesView.class, VaadinIcon.SERVER),
                item("Operations", OperationsView.class, VaadinIcon.COGS));
        CatalogMenu.all().forEach(nav::addItem);
        if (Visitor.current().readsAudit()) {
            nav.addItem(item("Audit", AuditView.class, VaadinIcon.BOOK));
        }
        return nav;
    }

    private static SideNavItem item(
            String title, Class<? extends com.vaadin.flow.component.Component> view, VaadinIcon icon) {
        var item = new SideNavItem(title, view, icon.create());
        // The screen of one operation belongs to the list of all.
        item.setMatchNested(true);
        return item;
    }

    @Override
    public void showRouterLayoutContent(HasElement view) {
        content.removeAll();
        content.getElement().appendChild(view.getElement());
        // Another window may have changed it meanwhile.
        account.show();
    }

    @Override
    public void removeRouterLayoutContent(HasElement view) {
        content.removeAll();
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        var ui = attach.getUI();
        // The script that counts durations on; a plain file, so that it is no part of the built frontend.
        ui.getPage().addJsModule("context://js/koala.js");
        var visitor = Visitor.current();
        var refresh = new Refresh(ui, () -> show(visitor, ViewerTime.of(ui)));
        var leave = ui.accessLater(SignOut::over, () -> {});
        watching = visitor.watch(new Visitor.Watcher() {
            @Override
            public void changed(Change change) {
                // Banners speak of Kahuna itself, not of what it keeps; but the person themselves may have been
                // changed.
                if (change.noun().equals("user")) {
                    refresh.soon();
                }
            }

            @Override
            public void reachability() {
                refresh.soon();
            }

            @Override
            public void signedOut() {
                leave.run();
            }
        });
        show(visitor, ViewerTime.of(ui));
    }

    @Override
    protected void onDetach(DetachEvent detach) {
        watching.remove();
    }

    private void show(Visitor visitor, ViewerTime time) {
        if (!visitor.who().equals(shownTo)) {
            shownTo = visitor.who();
            menu.removeAll();
            menu.add(navigation());
        }
        simulated.setVisible(visitor.platform().simulated());
        away.setVisible(false);
        visitor.awaySince()
                .ifPresent(since -> away.say(
                        "Kahuna has not answered since %s. What runs goes on; this page may be out of date and follows again by itself."
                                .formatted(time.show(since))));
    }
}
