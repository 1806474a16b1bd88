package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.KahunaRefusal;
import cloud.kowabunga.koala.client.Made;
import cloud.kowabunga.koala.client.Manner;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.client.ResourceFilter;
import cloud.kowabunga.koala.compute.InstancesView;
import cloud.kowabunga.koala.operation.PauseSwitch;
import cloud.kowabunga.koala.ui.Confirm;
import cloud.kowabunga.koala.ui.EmptyState;
import cloud.kowabunga.koala.ui.Facts;
import cloud.kowabunga.koala.ui.Notices;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/** One resource: what it is, what hangs from it, what was done to it, and what can be done. */
@Route(CatalogView.ROUTE + "/:kind/:id")
public final class ResourceView extends Div implements BeforeEnterObserver, HasDynamicTitle {
    /** More stand in the list of their own kind. */
    private static final int CHILDREN = 25;

    private final Visitor visitor = Visitor.current();
    private final Names names = new Names(visitor.kahuna());
    private final Words words = new Words(names);
    private final AgentCommand agents;
    private Kind kind = Kind.PROJECT;
    private String id = "";
    private @Nullable Resource shown;

    ResourceView(AgentCommand agents) {
        this.agents = agents;
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
        Live.keep(this, Set.of(kind.path(), "operation"), this::refresh);
        refresh();
    }

    @Override
    public String getPageTitle() {
        return (shown == null ? kind.title() : shown.name()) + " · Koala";
    }

    private void refresh() {
        try {
            visitor.ask(() -> visitor.kahuna().resource(kind.path(), id)).ifPresent(this::show);
        } catch (KahunaRefusal refusal) {
            if (!refusal.notFound()) {
                throw refusal;
            }
            removeAll();
            var nothing = new EmptyState(kind.icon(), back());
            nothing.say("There is no such " + kind.title(), refusal.reason());
            add(nothing);
        }
    }

    private void show(Resource resource) {
        shown = resource;
        names.forget();
        removeAll();
        var head = new Div(new H1(resource.name()), new Span(kind.title()));
        head.addClassName("operation-head");
        add(back(), head, actions(resource));
        Panels.above(kind, resource, this::linkTo).forEach(this::add);
        add(facts(resource));
        Panels.below(kind, resource).forEach(this::add);
        Kind.ALL.stream()
                .filter(child -> child.parents().contains(kind.path()))
                .forEach(child -> children(child, resource));
    }

    private RouterLink back() {
        var back = kind.equals(Kind.INSTANCE)
                ? new RouterLink(InstancesView.class)
                : new RouterLink(CatalogView.class, kind.path());
        back.add(VaadinIcon.ARROW_LEFT.create(), new Span("All " + kind.plural()));
        back.addClassName("back");
        return back;
    }

    private Div actions(Resource resource) {
        var change = new Button(
                "Change",
                VaadinIcon.EDIT.create(),
                _ -> ResourceForm.toChange(visitor.kahuna(), kind, resource, names, this::changed)
                        .open());
        change.setId("change");
        var delete = new Button("Delete", VaadinIcon.TRASH.create(), _ -> confirmDelete(resource));
        delete.setId("delete");
        delete.addThemeVariants(ButtonVariant.LUMO_ERROR);
        var actions = new Div(change, delete);
        actions.addClassName("decisions");
        if (kind.equals(Kind.AGENT) || kind.equals(Kind.USER)) {
            var key = new Button("New key", VaadinIcon.KEY.create(), _ -> newKey(resource));
            key.setId("new-key");
            actions.add(key);
        }
        return actions;
    }

    private void changed(Made made) {
        if (made.operation() == null) {
            Notices.done("Changed.");
            refresh();
        } else {
            Outcome.show(this, kind, made);
        }
    }

    private void confirmDelete(Resource resource) {
        var pause = new PauseSwitch();
        pause.setVisible(kind.lasting());
        new Confirm(
                        "Delete",
                        resource.name(),
                        "Kahuna refuses while something else needs it. Otherwise it is gone for good.",
                        () -> delete(resource, pause.manner()))
                .with(pause)
                .open();
    }

    private void delete(Resource resource, Manner manner) {
        var made =
                visitor.kahuna().order(HttpMethod.DELETE, "/%s/%s".formatted(kind.path(), resource.id()), null, manner);
        if (made.operation() == null) {
            Notices.done("%s is deleted.".formatted(resource.name()));
            getUI().ifPresent(ui -> ui.navigate(CatalogView.class, kind.path()));
        } else {
            Outcome.show(this, kind, made);
        }
    }

    private void newKey(Resource resource) {
        var rotation = kind.equals(Kind.AGENT)
                ? "The key that the agent has now ends at once, and its tunnel with it."
                : "Keys that exist go on.";
        new Confirm("New key for", resource.name(), rotation, () -> {
                    var made = visitor.kahuna()
                            .order(
                                    HttpMethod.PATCH,
                                    "/%s/%s/token?expire=false".formatted(kind.path(), resource.id()),
                                    null);
                    new SecretNotice(
                                    "The new key of " + resource.name(),
                                    made.secret() == null ? "Kahuna showed no key." : made.secret(),
                                    kind.equals(Kind.AGENT)
                                            ? agents.of(
                                                    resource.id(),
                                                    visitor.platform().simulated())
                                            : "")
                            .open();
                })
                .open();
    }

    private Facts facts(Resource resource) {
        var facts = new Facts();
        facts.fact("Id", resource.id());
        // Of an instance the part above says to which project it belongs.
        if (!kind.equals(Kind.INSTANCE)
                && resource.parent() != null
                && resource.parentName() != null
                && !kind.parents().isEmpty()) {
            var parent = Kind.at(kind.parents().getFirst()).orElseThrow();
            facts.fact(parent.title(), link(parent.path(), resource.parent(), resource.parentName()));
        }
        kind.fields().stream()
                .filter(field -> !field.name().equals("name") && !field.name().contains("."))
                .forEach(field -> facts.fact(field.label(), shown(resource, field)));
        return facts;
    }

    private Component shown(Resource resource, Field field) {
        if (!(field.form() instanceof Field.Form.Many many)
                || resource.lines(field.name()).isEmpty()) {
            return new Span(words.of(resource, field));
        }
        var links = new Div();
        links.addClassName("strip");
        resource.lines(field.name()).forEach(other -> links.add(linkTo(many.kind(), other)));
        return links;
    }

    private Component linkTo(String other, String otherId) {
        return link(other, otherId, names.name(other, otherId));
    }

    private static RouterLink link(String other, String otherId, String title) {
        return new RouterLink(title, ResourceView.class, of(other, otherId));
    }

    private void children(Kind child, Resource resource) {
        if (!child.parents().getFirst().equals(kind.path())) {
            return;
        }
        var part = visitor.ask(() -> visitor.kahuna()
                .names(child.path(), new ResourceFilter("", resource.id(), ""), new Range(0, CHILDREN, "name")));
        part.filter(rows -> rows.total() > 0).ifPresent(rows -> {
            add(new H2("%s (%d)".formatted(child.plural(), rows.total())));
            var list = new Div();
            list.addClassName("strip");
            rows.rows().forEach(row -> {
                var link = new RouterLink(row.name(), ResourceView.class, of(child.path(), row.id()));
                link.addClassNames("state", "state-off");
                list.add(link);
            });
            add(list);
        });
    }
}
