package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.ui.StateBadge;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouterLink;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The table of the resources of a kind; on a narrow screen all other columns fold into the first. */
final class CatalogGrid extends Grid<Resource> {
    private final Kind kind;
    private final Words words;
    private final Optional<MoreColumns> more;
    private boolean narrow;

    CatalogGrid(Kind kind, Words words, Optional<MoreColumns> more) {
        this.kind = kind;
        this.words = words;
        this.more = more;
        addThemeVariants(GridVariant.LUMO_NO_BORDER, GridVariant.LUMO_ROW_STRIPES);
        addClassName("rows");
        addComponentColumn(this::title)
                .setHeader("Name")
                .setSortProperty("name")
                .setWidth("116px")
                .setFlexGrow(2);
        parent();
        more.ifPresent(columns -> columns.columns().forEach(this::add));
        fields().forEach(field -> addColumn(row -> words.of(row, field)).setHeader(field.label()));
        if (more.stream().allMatch(MoreColumns::roomy)) {
            addColumn(row -> row.text("description")).setHeader("Description").setWidth("84px");
        }
        wideOnly().forEach(column -> column.setResizable(true));
    }

    void narrow(boolean little) {
        narrow = little;
        wideOnly().forEach(column -> column.setVisible(!little));
        getDataProvider().refreshAll();
    }

    private Stream<Grid.Column<Resource>> wideOnly() {
        return getColumns().stream().skip(1);
    }

    private void parent() {
        if (!kind.parents().isEmpty()) {
            var parent = Kind.at(kind.parents().getFirst()).orElseThrow();
            addColumn(row -> row.parentName() == null ? Words.NONE : row.parentName())
                    .setHeader(parent.title())
                    .setSortProperty("parentName");
        }
    }

    private void add(MoreColumns.Column column) {
        var added = addComponentColumn(column.cell()::apply)
                .setHeader(column.title())
                .setKey(column.title());
        if (!column.sort().isEmpty()) {
            added.setSortProperty(column.sort());
        }
        if (!column.width().isEmpty()) {
            added.setWidth(column.width()).setFlexGrow(0);
        }
    }

    private List<Field> fields() {
        return kind.columns().stream()
                .filter(column ->
                        more.stream().noneMatch(columns -> columns.replaced().contains(column)))
                .map(kind::field)
                .toList();
    }

    private Component title(Resource row) {
        var link = new RouterLink(row.name(), ResourceView.class, ResourceView.of(kind.path(), row.id()));
        link.addClassName("row-title");
        if (!narrow) {
            return row.isDefault() ? stack(link, chosen()) : link;
        }
        var below = new Span(Stream.concat(
                        Stream.ofNullable(row.parentName()), fields().stream().map(field -> words.of(row, field)))
                .filter(text -> !text.equals(Words.NONE))
                .collect(Collectors.joining(" · ")));
        below.addClassName("row-detail");
        var cell = stack(link, below);
        if (row.isDefault()) {
            cell.addComponentAtIndex(1, chosen());
        }
        more.ifPresent(columns -> cell.add(facts(columns, row)));
        return cell;
    }

    private static Div stack(Component... parts) {
        var cell = new Div(parts);
        cell.addClassName("row-stack");
        return cell;
    }

    private static Component chosen() {
        var line = new Div(StateBadge.chosen());
        line.addClassName("strip");
        return line;
    }

    private static Component facts(MoreColumns columns, Resource row) {
        var line = new Div();
        line.addClassName("row-facts");
        columns.columns().forEach(column -> {
            var fact = new Div(column.cell().apply(row));
            if (!column.plain()) {
                fact.addComponentAsFirst(new Span(column.title() + " "));
            }
            line.add(fact);
        });
        return line;
    }
}
