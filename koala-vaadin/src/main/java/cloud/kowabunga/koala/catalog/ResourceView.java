package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.KahunaRefusal;
import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.compute.InstancesView;
import cloud.kowabunga.koala.ui.EmptyState;
import cloud.kowabunga.koala.ui.StateBadge;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One resource: what it is, what hangs from it, what was done to it, and what can be done. */
@Route(CatalogView.ROUTE + "/:kind/:id")
public final class ResourceView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    private final Visitor visitor = Visitor.current();
    private final Names names = new Names(visitor.kahuna());
    private final H1 title = new H1();
    private final StateBadge chosen = StateBadge.chosen();
    private final AgentCommand agents;
    private Kind kind = Kind.PROJECT;
    private String id = "";
    private @Nullable Page page;

    /** What stands on the screen, and what of it must be told when the resource changes. */
    private record Page(Resource resource, ResourceActions actions, ResourceFacts facts, List<Component> below) {
        /** What stands there stays, and only what differs is drawn anew: somebody may be about to press something. */
        Page with(Resource changed) {
            actions.show(changed);
            facts.show(changed);
            below.forEach(part -> Panels.renew(part, changed));
            return new Page(changed, actions, facts, below);
        }
    }

    ResourceView(AgentCommand agents) {
        this.agents = agents;
        Live.follow(
                this, change -> change.noun().equals(kind.path()) && change.id().equals(id), this::refresh);
        addClassNames("view", "operation");
    }

    /** Whether resources of that kind have a page. */
    public static boolean has(String kind) {
        return Kind.at(kind).isPresent();
    }

    /** Where the page of that resource is. */
    public static RouteParameters of(String kind, String id) {
        return new RouteParameters(new RouteParam("kind", kind), new RouteParam("id", id));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var path = event.getRouteParameters().get("kind").orElse("");
        kind = Kind.at(path).orElseThrow(() -> new NotFoundException(path));
        id = event.getRouteParameters().get("id").orElse("");
        // Of another resource, as long as Kahuna does not tell of this one.
        removeAll();
        page = null;
        var allowed = new Allowed(kind);
        if (allowed.toRead()) {
            refresh();
        } else {
            absent(kind.plural() + " are not for you to see", allowed.refusal());
        }
    }

    @Override
    public String getPageTitle() {
        return (page == null ? kind.title() : page.resource().name()) + " · Koala";
    }

    private void refresh() {
        if (!new Allowed(kind).toRead()) {
            return;
        }
        try {
            visitor.ask(() -> visitor.kahuna().resource(kind.path(), id)).ifPresent(this::show);
        } catch (KahunaRefusal refusal) {
            if (!refusal.notFound()) {
                throw refusal;
            }
            absent("There is no such " + kind.title(), refusal.reason());
        }
    }

    /** Not all that can be done to it shows in its own fields. */
    private void acted() {
        refresh();
        var present = page;
        if (present != null) {
            present.below().forEach(part -> Panels.renew(part, present.resource()));
        }
    }

    private void absent(String title, String reason) {
        page = null;
        removeAll();
        var nothing = new EmptyState(kind.icon(), back());
        nothing.say(title, reason);
        add(nothing);
    }

    private void show(Resource resource) {
        var present = page;
        if (present != null && present.resource().equals(resource)) {
            return;
        }
        names.forget();
        title.setText(resource.name());
        chosen.setVisible(resource.isDefault());
        page = present == null ? build(resource) : present.with(resource);
    }

    private Page build(Resource resource) {
        var head = new Div(title, new Span(kind.title()), chosen);
        head.addClassName("operation-head");
        var made = new Page(
                resource,
                new ResourceActions(kind, resource, names, agents, this::acted),
                new ResourceFacts(kind, names, this::linkTo),
                Panels.below(kind, resource));
        made.facts().show(resource);
        removeAll();
        add(back(), head, made.actions());
        Panels.above(kind, resource, this::linkTo).forEach(this::add);
        add(made.facts());
        made.below().forEach(this::add);
        Kind.ALL.stream()
                .filter(child ->
                        !child.parents().isEmpty() && child.parents().getFirst().equals(kind.path()))
                .forEach(child -> add(new ChildrenPanel(child, kind, resource.id(), names)));
        return made;
    }

    private RouterLink back() {
        var back = kind.equals(Kind.INSTANCE)
                ? new RouterLink(InstancesView.class)
                : new RouterLink(CatalogView.class, kind.path());
        back.add(VaadinIcon.ARROW_LEFT.create(), new Span("All " + kind.plural()));
        back.addClassName("back");
        return back;
    }

    private Component linkTo(String other, String otherId) {
        var name = names.name(other, otherId);
        return Kind.at(other).filter(target -> new Allowed(target).toRead()).isPresent()
                ? new RouterLink(name, ResourceView.class, of(other, otherId))
                : new Span(name);
    }
}
