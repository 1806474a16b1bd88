package cloud.kowabunga.koala.overview;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.OperationFilter;
import cloud.kowabunga.koala.client.OperationRow;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.operation.OperationLines;
import cloud.kowabunga.koala.operation.OperationsView;
import cloud.kowabunga.koala.ui.Quiet;
import cloud.kowabunga.operation.OperationState;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How many operations go on and how many stand still, and those that stand still by name. */
final class OperationsNow extends Div {
    private static final int NAMED = 5;
    /** Few are cancelled at a time, and any of them may wait. */
    private static final int CANCELLED = 200;

    private static final List<OperationState> ASKED = List.of(
            OperationState.ATTENTION,
            OperationState.WAITING,
            OperationState.CANCELLING,
            OperationState.RUNNING,
            OperationState.ACCEPTED);

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
            var some = new Range(0, state == OperationState.CANCELLING ? CANCELLED : NAMED, "");
            visitor.ask(() -> visitor.kahuna().operations(OperationFilter.in(state), some))
                    .ifPresent(rows -> {
                        found.put(state, rows.total());
                        rows.rows().stream().filter(OperationsNow::standsStill).forEach(stuck::add);
                    });
        }
        if (!found.isEmpty()) {
            show(found, stuck);
        }
    }

    /** One that is being cancelled may wait, too, and stays one that is being cancelled. */
    private static boolean standsStill(OperationRow operation) {
        return switch (operation.state()) {
            case ATTENTION, WAITING -> true;
            case CANCELLING -> operation.waitingFor() != null;
            case ACCEPTED, RUNNING, SUCCEEDED, FAILED, CANCELLED -> false;
        };
    }

    private void show(Map<OperationState, Integer> found, List<OperationRow> stuck) {
        removeAll();
        var back = stuck.stream().anyMatch(operation -> operation.state() == OperationState.CANCELLING);
        var tiles = new Div(
                tile(found, OperationState.ATTENTION, "Need attention", VaadinIcon.HAND, "bad"),
                tile(found, OperationState.WAITING, "Waiting", VaadinIcon.CLOCK, "waiting"),
                tile(found, OperationState.CANCELLING, "Cancelling", VaadinIcon.BAN, back ? "waiting" : "busy"),
                tile(found, OperationState.RUNNING, "Running", VaadinIcon.COG_O, "busy"),
                tile(found, OperationState.ACCEPTED, "Accepted", VaadinIcon.INBOX, "busy"));
        tiles.addClassName("tiles");
        add(new H2("Operations"), tiles);
        if (stuck.isEmpty()) {
            add(new Quiet("Nothing waits for anybody."));
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
