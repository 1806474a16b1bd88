package cloud.kowabunga.koala.audit;

import cloud.kowabunga.koala.catalog.Kinds;
import cloud.kowabunga.koala.client.AuditRow;
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
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** The table of deeds, newest first; on a narrow screen the less urgent columns fold into the first. */
final class AuditGrid extends Grid<AuditRow> {
    private final List<Grid.Column<AuditRow>> wideOnly;
    private final Consumer<AuditRow> open;
    private boolean narrow;

    /** @param open shows one row whole */
    AuditGrid(Consumer<AuditRow> open) {
        this.open = open;
        setSelectionMode(SelectionMode.NONE);
        addThemeVariants(GridVariant.NO_BORDER, GridVariant.ROW_STRIPES);
        addClassName("rows");
        var when = addComponentColumn(AuditGrid::when)
                .setHeader("When")
                .setKey("at")
                .setWidth("170px")
                .setFlexGrow(0);
        addComponentColumn(this::what).setHeader("What").setKey("verb").setFlexGrow(2);
        var resource = addColumn(AuditGrid::resource)
                .setHeader("Resource")
                .setKey("resource")
                .setFlexGrow(2);
        var who = addColumn(AuditRow::whoTitle).setHeader("Who").setKey("who");
        addComponentColumn(row -> StateBadge.of(row.result()))
                .setHeader("Result")
                .setKey("result")
                .setWidth("158px")
                .setFlexGrow(0);
        var from = addColumn(row -> Objects.requireNonNullElse(row.address(), "–"))
                .setHeader("From")
                .setKey("address")
                .setWidth("132px");
        wideOnly = List.of(when, resource, who, from);
        getColumns().forEach(column -> column.setResizable(true));
        addItemClickListener(click -> open.accept(click.getItem()));
    }

    void narrow(boolean little) {
        if (narrow != little) {
            narrow = little;
            wideOnly.forEach(column -> column.setVisible(!little));
            getDataProvider().refreshAll();
        }
    }

    private Component what(AuditRow row) {
        // A button, so that a keyboard opens a row, too.
        var title = new Button(row.title(), _ -> open.accept(row));
        title.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE);
        title.addClassName("row-link");
        if (!narrow) {
            return title;
        }
        var below = new Span(new Span("%s · %s · ".formatted(row.resourceTitle(), row.whoTitle())), when(row));
        below.addClassName("row-detail");
        var cell = new Div(title, below);
        cell.addClassName("row-stack");
        return cell;
    }

    private static String resource(AuditRow row) {
        return row.resource() == null && row.resourceName() == null
                ? Kinds.title(row.noun())
                : "%s %s".formatted(Kinds.title(row.noun()), row.resourceTitle());
    }

    private static Component when(AuditRow row) {
        var time = ViewerTime.of(UI.getCurrentOrThrow());
        var text = new Span(time.show(row.at()));
        text.setTitle(time.full(row.at()));
        return text;
    }
}
