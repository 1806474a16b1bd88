package cloud.kowabunga.koala.compute;

import cloud.kowabunga.koala.catalog.ResourceView;
import cloud.kowabunga.koala.client.InstanceRow;
import cloud.kowabunga.koala.operation.OperationView;
import cloud.kowabunga.koala.ui.StateBadge;
import cloud.kowabunga.operation.OperationState;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouterLink;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table of instances; on a narrow screen the less urgent columns fold into the first. */
final class InstanceGrid extends Grid<InstanceRow> {
    private final List<Grid.Column<InstanceRow>> wideOnly;
    private boolean narrow;

    InstanceGrid() {
        setSelectionMode(SelectionMode.MULTI);
        addThemeVariants(GridVariant.NO_BORDER, GridVariant.ROW_STRIPES);
        addClassName("rows");
        addComponentColumn(this::title)
                .setHeader("Name")
                .setKey("name")
                .setSortProperty("name")
                .setWidth("140px")
                .setFlexGrow(2);
        var project = addColumn(row -> orDash(row.projectName()))
                .setHeader("Project")
                .setKey("project")
                .setSortProperty("project_name");
        addComponentColumn(InstanceGrid::state)
                .setHeader("State")
                .setKey("state")
                .setSortProperty("state")
                .setWidth("142px")
                .setFlexGrow(0);
        var address = addColumn(row -> String.join(", ", row.addresses()))
                .setHeader("Address")
                .setKey("address")
                .setWidth("124px");
        var vcpus = addColumn(InstanceRow::vcpus)
                .setHeader("vCPUs")
                .setKey("vcpus")
                .setSortProperty("vcpus")
                .setWidth("100px")
                .setFlexGrow(0);
        var memory = addColumn(row -> row.memory().forPeople())
                .setHeader("Memory")
                .setKey("memory")
                .setSortProperty("memory")
                .setWidth("112px")
                .setFlexGrow(0);
        var kaktus = addColumn(row -> orDash(row.kaktusName()))
                .setHeader("Kaktus")
                .setKey("kaktus")
                .setSortProperty("kaktus_name")
                .setWidth("112px");
        var operation = addComponentColumn(InstanceGrid::operation)
                .setHeader("Now")
                .setKey("operation")
                .setWidth("152px")
                .setFlexGrow(2);
        wideOnly = List.of(project, address, vcpus, memory, kaktus, operation);
        getColumns().forEach(column -> column.setResizable(true));
        addItemClickListener(click -> only(click.getItem()));
    }

    /** Selects it and nothing else, or nothing where that is so already; a box selects it beside others. */
    private void only(InstanceRow row) {
        asMultiSelect().setValue(getSelectedItems().equals(Set.of(row)) ? Set.of() : Set.of(row));
    }

    void narrow(boolean little) {
        if (narrow != little) {
            narrow = little;
            wideOnly.forEach(column -> column.setVisible(!little));
            getDataProvider().refreshAll();
        }
    }

    private Component title(InstanceRow row) {
        var name = new RouterLink(
                row.name(),
                ResourceView.class,
                ResourceView.of("instance", row.id().value()));
        name.addClassName("row-title");
        if (!narrow) {
            return name;
        }
        var below = new Span("%s · %d vCPU · %s"
                .formatted(
                        row.addresses().isEmpty()
                                ? "no address"
                                : row.addresses().getFirst(),
                        row.vcpus(),
                        row.memory().forPeople()));
        below.addClassName("row-detail");
        var cell = new Div(name, below);
        cell.addClassName("row-stack");
        if (row.busy()) {
            cell.add(operation(row));
        }
        return cell;
    }

    private static Component state(InstanceRow row) {
        var badge = StateBadge.of(row.state());
        if (row.reason() != null) {
            badge.setTitle(row.reason());
        }
        return badge;
    }

    private static Component operation(InstanceRow row) {
        var current = row.operation();
        if (current == null || current.state().isFinal()) {
            return new Span();
        }
        var link = new RouterLink(
                stuck(current.state()) ? StateBadge.title(current.state()) : current.title(),
                OperationView.class,
                current.id().value());
        link.getElement().setAttribute("title", "%s: %s".formatted(current.title(), StateBadge.title(current.state())));
        link.addClassName("row-link");
        return link;
    }

    /** Whether somebody should have a look at it. */
    private static boolean stuck(OperationState state) {
        return state == OperationState.WAITING || state == OperationState.ATTENTION;
    }

    private static String orDash(@Nullable String text) {
        return text == null || text.isBlank() ? "–" : text;
    }
}
