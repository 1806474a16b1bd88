package cloud.kowabunga.koala.operation;

import cloud.kowabunga.koala.client.OperationRow;
import cloud.kowabunga.koala.ui.Elapsed;
import cloud.kowabunga.koala.ui.StateBadge;
import cloud.kowabunga.koala.ui.ViewerTime;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouterLink;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** The table of operations; on a narrow screen the less urgent columns fold into the second. */
final class OperationGrid extends Grid<OperationRow> {
    private final List<Grid.Column<OperationRow>> wideOnly;
    private final Grid.Column<OperationRow> others;
    private boolean narrow;

    /** @param all shows all operations of the row's resource */
    OperationGrid(Consumer<OperationRow> all) {
        setSelectionMode(SelectionMode.NONE);
        addThemeVariants(GridVariant.NO_BORDER, GridVariant.ROW_STRIPES);
        addClassName("rows");
        addComponentColumn(row -> StateBadge.of(row.state()))
                .setHeader("State")
                .setKey("state")
                .setSortProperty("state")
                .setWidth("196px")
                .setFlexGrow(0);
        addComponentColumn(this::title)
                .setHeader("Operation")
                .setKey("verb")
                .setSortProperty("verb")
                .setFlexGrow(2);
        var resource = addColumn(OperationRow::resourceTitle)
                .setHeader("Resource")
                .setKey("resource")
                .setSortProperty("resourceName");
        var requester = addColumn(OperationRow::requesterTitle)
                .setHeader("Requested by")
                .setKey("requester")
                .setSortProperty("requester");
        var started = addComponentColumn(OperationGrid::started)
                .setHeader("Started")
                .setKey("started")
                .setSortProperty("orderedAt");
        var duration = addComponentColumn(row -> new Elapsed(row.since(), row.endedAt()))
                .setHeader("Duration")
                .setKey("duration")
                .setWidth("128px")
                .setFlexGrow(0);
        others = addComponentColumn(row -> others(row, all))
                .setHeader("In all")
                .setKey("operations")
                .setWidth("76px")
                .setFlexGrow(0);
        others.setVisible(false);
        wideOnly = List.of(resource, requester, started, duration);
        getColumns().forEach(column -> column.setResizable(true));
        addItemClickListener(click -> UI.getCurrentOrThrow()
                .navigate(OperationView.class, click.getItem().id().value()));
    }

    /** Whether each resource has one row, with how many operations it has had. */
    void grouped(boolean byResource) {
        others.setVisible(byResource);
    }

    private static Component others(OperationRow row, Consumer<OperationRow> all) {
        var count = Objects.requireNonNullElse(row.operations(), 1);
        var open = new Button(String.valueOf(count), _ -> all.accept(row));
        open.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE);
        open.setAriaLabel("All %d operations of %s".formatted(count, row.resourceTitle()));
        return open;
    }

    void narrow(boolean little) {
        if (narrow != little) {
            narrow = little;
            wideOnly.forEach(column -> column.setVisible(!little));
            getDataProvider().refreshAll();
        }
    }

    private Component title(OperationRow row) {
        var link = new RouterLink(row.title(), OperationView.class, row.id().value());
        link.addClassName("row-link");
        if (!narrow) {
            return link;
        }
        var below = new Span(new Span(row.resourceTitle() + " · "), started(row));
        below.addClassName("row-detail");
        var cell = new Div(link, below);
        cell.addClassName("row-stack");
        return cell;
    }

    private static Component started(OperationRow row) {
        var time = ViewerTime.of(UI.getCurrentOrThrow());
        var text = new Span(time.show(row.since()));
        text.setTitle(time.full(row.since()));
        return text;
    }
}
