package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.OperationFilter;
import cloud.kowabunga.koala.client.OperationRow;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Rows;
import cloud.kowabunga.koala.operation.OperationLines;
import cloud.kowabunga.koala.operation.OperationsView;
import cloud.kowabunga.koala.ui.Quiet;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is being done in a place and what was done there, as a part of its page: those that go on first, and then the newest. */
final class PlaceOperationsPanel extends Div {
    private static final Range FIRST = new Range(0, 8, "-endedAt");
    /** In a busy region something happens all the time. */
    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Visitor visitor = Visitor.current();
    private final String place;
    private final String nothing;
    private @Nullable Rows<OperationRow> shown;

    /** @param nothing stands there where nothing was done */
    PlaceOperationsPanel(String place, String nothing) {
        this.place = place;
        this.nothing = nothing;
        Live.keep(this, Set.of("operation")::contains, PAUSE, this::refresh);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        refresh();
    }

    private void refresh() {
        visitor.ask(() -> visitor.kahuna().operations(OperationFilter.within(place), FIRST))
                .filter(rows -> !rows.equals(shown))
                .ifPresent(this::show);
    }

    private void show(Rows<OperationRow> rows) {
        shown = rows;
        removeAll();
        add(new H2("Operations"));
        if (rows.total() == 0) {
            add(new Quiet(nothing));
            return;
        }
        add(new OperationLines(rows.rows()));
        if (rows.total() > rows.rows().size()) {
            var all = new RouterLink("All %d operations".formatted(rows.total()), OperationsView.class);
            all.setQueryParameters(QueryParameters.of(OperationsView.WITHIN, place));
            add(all);
        }
    }
}
