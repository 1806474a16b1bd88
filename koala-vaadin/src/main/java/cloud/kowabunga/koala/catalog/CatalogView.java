package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.AgentRow;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.client.ResourceFilter;
import cloud.kowabunga.koala.client.Rows;
import cloud.kowabunga.koala.ui.EmptyState;
import cloud.kowabunga.koala.ui.RemoteRows;
import cloud.kowabunga.koala.ui.StateBadge;
import cloud.kowabunga.koala.ui.Width;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;

/** All resources of one kind that the person may see. */
@Route(CatalogView.ROUTE)
public final class CatalogView extends Div implements HasUrlParameter<String>, HasDynamicTitle {
    public static final String ROUTE = "catalog";

    private final Visitor visitor = Visitor.current();
    private final Names names = new Names(visitor.kahuna());
    private final Words words = new Words(names);
    private final TextField name = new TextField();
    private Kind kind = Kind.PROJECT;
    private Allowed allowed = new Allowed(kind);
    private final KeyWords keys = KeyWords.of(UI.getCurrentOrThrow());
    private Set<String> known = Set.of();
    private Set<String> alive = Set.of();
    private boolean narrow;

    CatalogView() {
        addClassNames("view", "list-view");
    }

    @Override
    public void setParameter(BeforeEvent event, String path) {
        kind = Kind.at(path).orElseThrow(() -> new NotFoundException(path));
        allowed = new Allowed(kind);
        removeAll();
        if (allowed.toRead()) {
            build();
        } else {
            refuse();
        }
    }

    @Override
    public String getPageTitle() {
        return kind.plural() + " · Koala";
    }

    private void refuse() {
        var nothing = new EmptyState(kind.icon());
        nothing.say(kind.plural() + " are not for you to see", allowed.refusal());
        add(nothing);
    }

    private void build() {
        var grid = new Grid<Resource>();
        var empty = new EmptyState(kind.icon());
        var rows = new RemoteRows<Resource>(this::fetch, Resource::id, part -> explain(empty, part));
        name.setPlaceholder("Name");
        name.setAriaLabel("Show those whose name contains");
        name.setPrefixComponent(VaadinIcon.SEARCH.create());
        name.setClearButtonVisible(true);
        name.setValueChangeMode(ValueChangeMode.LAZY);
        name.addValueChangeListener(_ -> rows.refreshAll());
        var filters = new Div(name);
        filters.addClassName("filters");
        var selection = new SelectionBar(kind, () -> {
            grid.deselectAll();
            rows.refreshAll();
        });
        if (selection.offers()) {
            grid.setSelectionMode(Grid.SelectionMode.MULTI);
            grid.addSelectionListener(event -> selection.show(
                    event.getAllSelectedItems().stream()
                            .map(row -> new SelectionBar.Chosen(row.id(), row.name()))
                            .toList(),
                    false));
        } else {
            grid.setSelectionMode(Grid.SelectionMode.NONE);
        }
        var tools = new Div(filters, selection);
        tools.addClassName("tools");
        if (!kind.makeAt().isEmpty()) {
            tools.add(MakeButton.of(kind, names, rows::refreshAll));
        }
        grid.setEmptyStateComponent(empty);
        var wideOnly = columns(grid);
        grid.setDataProvider(rows);
        var head = new Div(new H1(kind.plural()));
        head.addClassName("head");
        add(head, tools, grid);
        Live.keep(this, Set.of(kind.path()), () -> {
            names.forget();
            rows.refreshAll();
        });
        Width.follow(this, little -> {
            narrow = little;
            wideOnly.forEach(column -> column.setVisible(!little));
            rows.refreshAll();
        });
    }

    private List<Grid.Column<Resource>> columns(Grid<Resource> grid) {
        grid.addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_ROW_STRIPES);
        grid.addClassName("rows");
        grid.addComponentColumn(this::title)
                .setHeader("Name")
                .setSortProperty("name")
                .setFlexGrow(2);
        var wideOnly = new ArrayList<Grid.Column<Resource>>();
        if (!kind.parents().isEmpty()) {
            var parent = Kind.at(kind.parents().getFirst()).orElseThrow();
            wideOnly.add(grid.addColumn(row -> row.parentName() == null ? "–" : row.parentName())
                    .setHeader(parent.title())
                    .setSortProperty("parentName"));
        }
        if (kind.equals(Kind.AGENT)) {
            grid.addComponentColumn(row -> StateBadge.alive(alive.contains(row.id())))
                    .setHeader("State")
                    .setKey("state");
        }
        if (kind.equals(Kind.TOKEN)) {
            wideOnly.add(grid.addComponentColumn(this::owner).setHeader("Of").setSortProperty("parentName"));
            wideOnly.add(grid.addColumn(row -> ofAgent(row) ? "Agent" : "User").setHeader("Kind"));
            wideOnly.add(grid.addColumn(
                            row -> ofAgent(row) ? Words.NONE : keys.lastUse(row).orElse("never"))
                    .setHeader("Last used"));
        }
        kind.columns()
                .forEach(column -> wideOnly.add(grid.addColumn(row -> words.of(row, kind.field(column)))
                        .setHeader(kind.field(column).label())));
        wideOnly.add(grid.addColumn(row -> row.text("description")).setHeader("Description"));
        wideOnly.forEach(column -> column.setResizable(true));
        return wideOnly;
    }

    private boolean ofAgent(Resource key) {
        return known.contains(Objects.requireNonNullElse(key.parent(), ""));
    }

    private Component owner(Resource key) {
        if (key.parent() == null || key.parentName() == null) {
            return new Span(Words.NONE);
        }
        return new RouterLink(
                key.parentName(),
                ResourceView.class,
                ResourceView.of(ofAgent(key) ? Kind.AGENT.path() : Kind.USER.path(), key.parent()));
    }

    private Component title(Resource row) {
        var link = new RouterLink(row.name(), ResourceView.class, ResourceView.of(kind.path(), row.id()));
        link.addClassName("row-title");
        if (!narrow) {
            return link;
        }
        var below = new Span(Stream.concat(
                        Stream.ofNullable(row.parentName()),
                        kind.columns().stream().map(column -> words.of(row, kind.field(column))))
                .filter(text -> !text.equals(Words.NONE))
                .collect(Collectors.joining(" · ")));
        below.addClassName("row-detail");
        var cell = new Div(link, below);
        cell.addClassName("row-stack");
        return cell;
    }

    private Rows<Resource> fetch(Range range) {
        var part = visitor.kahuna()
                .resources(kind.path(), new ResourceFilter(name.getValue().strip(), "", ""), range);
        var agentsMatter = kind.equals(Kind.AGENT) || kind.equals(Kind.TOKEN);
        if (agentsMatter && part.total() > 0 && visitor.may(HttpMethod.GET, "/search/agents")) {
            var agents = visitor.kahuna().agents();
            known = ids(agents.stream());
            alive = ids(agents.stream().filter(AgentRow::alive));
        }
        return part;
    }

    private static Set<String> ids(Stream<AgentRow> agents) {
        return agents.map(AgentRow::id).collect(Collectors.toUnmodifiableSet());
    }

    private void explain(EmptyState empty, Rows<Resource> part) {
        if (part.total() > 0) {
            return;
        }
        if (name.getValue().isBlank()) {
            empty.say("Nothing here yet", allowed.advice());
        } else {
            empty.say("Nothing matches", "A shorter part of the name may find it.");
        }
    }
}
