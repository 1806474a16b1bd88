package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.client.ResourceFilter;
import cloud.kowabunga.koala.client.Rows;
import cloud.kowabunga.koala.ui.EmptyState;
import cloud.kowabunga.koala.ui.RemoteRows;
import cloud.kowabunga.koala.ui.Width;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
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
import java.util.Set;

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
        var more = Lists.of(kind);
        var grid = new CatalogGrid(kind, words, more);
        var empty = new EmptyState(kind.icon());
        var cells = more.map(
                columns -> new LiveCells(columns, row -> grid.getDataProvider().refreshItem(row)));
        var rows = new RemoteRows<Resource>(this::fetch, Resource::id, part -> {
            cells.ifPresent(live -> live.fetched(part.rows()));
            explain(empty, part);
        });
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
        tools.add(kind.makeAt().isEmpty() ? elsewhere() : MakeButton.of(kind, names, rows::refreshAll));
        grid.setEmptyStateComponent(empty);
        grid.setDataProvider(rows);
        var head = new Div(new H1(kind.plural()));
        head.addClassName("head");
        add(head, tools, grid);
        // The table goes with its kind; the view may go on with another.
        Live.keep(grid, Set.of(kind.path()), () -> {
            names.forget();
            rows.refreshAll();
        });
        cells.ifPresent(live -> live.follow(grid, visitor));
        Width.follow(grid, grid::narrow);
    }

    /** Where those are made that are not made here. */
    private Component elsewhere() {
        var where = new Span(kind.advice());
        where.addClassName("hint");
        return where;
    }

    private Rows<Resource> fetch(Range range) {
        return visitor.kahuna()
                .resources(kind.path(), new ResourceFilter(name.getValue().strip(), "", ""), range);
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
