package cloud.kowabunga.koala.overview;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.OperationFilter;
import cloud.kowabunga.koala.client.OperationRow;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Rows;
import cloud.kowabunga.koala.operation.OperationLines;
import cloud.kowabunga.koala.operation.OperationsView;
import cloud.kowabunga.operation.OperationState;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** How many operations go on and how many stand still, and those that stand still by name. */
final class OperationsNow extends Div {
    private static final int NAMED = 5;

    private final Visitor visitor = Visitor.current();

    OperationsNow() {
        Live.keep(this, Set.of("operation", "agent"), this::refresh);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        refresh();
    }

    private void refresh() {
        var found = new EnumMap<OperationState, Rows<OperationRow>>(OperationState.class);
        for (var state : List.of(
                OperationState.ATTENTION, OperationState.WAITING, OperationState.RUNNING, OperationState.ACCEPTED)) {
            visitor.ask(() ->
                            visitor.kahuna().operations(new OperationFilter(state, null, ""), new Range(0, NAMED, "")))
                    .ifPresent(rows -> found.put(state, rows));
        }
        if (!found.isEmpty()) {
            show(found);
        }
    }

    private void show(Map<OperationState, Rows<OperationRow>> found) {
        removeAll();
        var tiles = new Div(
                tile(found, OperationState.ATTENTION, "Need attention", VaadinIcon.HAND, "bad"),
                tile(found, OperationState.WAITING, "Waiting", VaadinIcon.CLOCK, "waiting"),
                tile(found, OperationState.RUNNING, "Running", VaadinIcon.COG_O, "busy"),
                tile(found, OperationState.ACCEPTED, "Accepted", VaadinIcon.INBOX, "busy"));
        tiles.addClassName("tiles");
        add(new H2("Operations"), tiles);
        var stuck = Stream.of(OperationState.ATTENTION, OperationState.WAITING)
                .flatMap(state -> Stream.ofNullable(found.get(state)))
                .flatMap(rows -> rows.rows().stream())
                .toList();
        if (stuck.isEmpty()) {
            var calm = new Paragraph("Nothing waits for anybody.");
            calm.addClassName("quiet");
            add(calm);
        } else {
            add(new OperationLines(stuck));
        }
    }

    private static Tile tile(
            Map<OperationState, Rows<OperationRow>> found,
            OperationState state,
            String title,
            VaadinIcon icon,
            String tone) {
        var rows = found.get(state);
        var count = rows == null ? 0 : rows.total();
        return new Tile(
                title, count, icon, count == 0 ? "calm" : tone, OperationsView.ROUTE + "?state=" + state.name());
    }
}
