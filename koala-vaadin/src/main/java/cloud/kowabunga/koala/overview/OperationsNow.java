package cloud.kowabunga.koala.overview;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.OperationFilter;
import cloud.kowabunga.koala.client.OperationRow;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.operation.OperationLines;
import cloud.kowabunga.koala.operation.OperationsView;
import cloud.kowabunga.operation.OperationState;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How many operations go on and how many stand still, and those that stand still by name. */
final class OperationsNow extends Div {
    private static final int NAMED = 5;
    private static final List<OperationState> ASKED =
            List.of(OperationState.ATTENTION, OperationState.WAITING, OperationState.RUNNING, OperationState.ACCEPTED);

    private final Visitor visitor = Visitor.current();

    OperationsNow() {
        Live.keep(this, Set.of("operation", "agent"), this::refresh);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        refresh();
    }

    private void refresh() {
        var found = new EnumMap<OperationState, Integer>(OperationState.class);
        var stuck = new ArrayList<OperationRow>();
        for (var state : ASKED) {
            visitor.ask(() -> visitor.kahuna().operations(OperationFilter.in(state), new Range(0, NAMED, "")))
                    .ifPresent(rows -> {
                        found.put(state, rows.total());
                        if (state == OperationState.ATTENTION || state == OperationState.WAITING) {
                            stuck.addAll(rows.rows());
                        }
                    });
        }
        if (!found.isEmpty()) {
            show(found, stuck);
        }
    }

    private void show(Map<OperationState, Integer> found, List<OperationRow> stuck) {
        removeAll();
        var tiles = new Div(
                tile(found, OperationState.ATTENTION, "Need attention", VaadinIcon.HAND, "bad"),
                tile(found, OperationState.WAITING, "Waiting", VaadinIcon.CLOCK, "waiting"),
                tile(found, OperationState.RUNNING, "Running", VaadinIcon.COG_O, "busy"),
                tile(found, OperationState.ACCEPTED, "Accepted", VaadinIcon.INBOX, "busy"));
        tiles.addClassName("tiles");
        add(new H2("Operations"), tiles);
        if (stuck.isEmpty()) {
            var calm = new Paragraph("Nothing waits for anybody.");
            calm.addClassName("quiet");
            add(calm);
        } else {
            add(new OperationLines(stuck.stream().limit(NAMED).toList()));
        }
    }

    private static Tile tile(
            Map<OperationState, Integer> found, OperationState state, String title, VaadinIcon icon, String tone) {
        var count = found.getOrDefault(state, 0);
        return new Tile(
                title, count, icon, count == 0 ? "calm" : tone, OperationsView.ROUTE + "?state=" + state.name());
    }
}
