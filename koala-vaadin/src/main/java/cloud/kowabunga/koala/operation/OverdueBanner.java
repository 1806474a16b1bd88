package cloud.kowabunga.koala.operation;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.OperationFilter;
import cloud.kowabunga.koala.client.OperationRow;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Rows;
import cloud.kowabunga.koala.ui.Banner;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import java.time.Duration;

/** Says on every screen that operations take longer than their kind should, and leads to them. */
public final class OverdueBanner extends Div {
    /** Deadlines are minutes and hours; each window asks no more often than this however much goes on. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Visitor visitor = Visitor.current();
    private final Banner banner = Banner.waiting();
    private final RouterLink way = new RouterLink("Show", OperationsView.class);

    public OverdueBanner() {
        setId("overdue");
        way.setQueryParameters(QueryParameters.of(OperationsView.OVERDUE, "true"));
        banner.add(way);
        banner.setVisible(false);
        add(banner);
        Live.keep(this, "operation"::equals, PAUSE, this::refresh);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        refresh();
    }

    private void refresh() {
        visitor.ask(() -> visitor.kahuna().operations(OperationFilter.OVERDUE, new Range(0, 1, "")))
                .ifPresent(this::show);
    }

    private void show(Rows<OperationRow> late) {
        banner.setVisible(false);
        if (late.total() == 1) {
            var one = late.rows().getFirst();
            banner.say("%s %s takes longer than it should.".formatted(one.title(), one.resourceTitle()));
        } else if (late.total() > 1) {
            banner.say("%d operations take longer than they should.".formatted(late.total()));
        }
    }
}
