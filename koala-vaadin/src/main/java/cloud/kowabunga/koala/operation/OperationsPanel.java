package cloud.kowabunga.koala.operation;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.OperationFilter;
import cloud.kowabunga.koala.client.OperationRow;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Rows;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import java.util.Set;

/** What is being done to a resource and what was done to it, newest first, as a part of its page. */
public final class OperationsPanel extends Div {
    private static final int NEWEST = 8;

    private final Visitor visitor = Visitor.current();
    private final String resource;

    public OperationsPanel(String resource) {
        this.resource = resource;
        Live.keep(this, Set.of("operation"), this::refresh);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        refresh();
    }

    private void refresh() {
        var filter = new OperationFilter(null, null, resource);
        visitor.ask(() -> visitor.kahuna().operations(filter, new Range(0, NEWEST, "")))
                .ifPresent(this::show);
    }

    private void show(Rows<OperationRow> rows) {
        removeAll();
        add(new H2("Operations"));
        if (rows.rows().isEmpty()) {
            var none = new Paragraph("Nothing has been done to it yet, or longer ago than operations are kept.");
            none.addClassName("quiet");
            add(none);
            return;
        }
        add(new OperationLines(rows.rows()));
        if (rows.total() > NEWEST) {
            var all = new RouterLink("All %d of them".formatted(rows.total()), OperationsView.class);
            all.setQueryParameters(QueryParameters.of(OperationsView.RESOURCE, resource));
            add(all);
        }
    }
}
