package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.audit.AuditLines;
import cloud.kowabunga.koala.audit.AuditView;
import cloud.kowabunga.koala.client.AuditFilter;
import cloud.kowabunga.koala.client.AuditRow;
import cloud.kowabunga.koala.client.OperationFilter;
import cloud.kowabunga.koala.client.OperationRow;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Rows;
import cloud.kowabunga.koala.compute.PartPanel;
import cloud.kowabunga.koala.operation.OperationLines;
import cloud.kowabunga.koala.operation.OperationsView;
import cloud.kowabunga.koala.ui.Quiet;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is being done to a resource and what was done to it, newest first, as a part of its page: its operations, or where its kind
 * has none, its changes as the audit has them.
 */
final class HistoryPanel extends Div {
    private static final Range NEWEST = new Range(0, 8, "");

    private final Visitor visitor = Visitor.current();
    private final Kind kind;
    private final String resource;
    private @Nullable Rows<?> shown;

    HistoryPanel(Kind kind, String resource) {
        this.kind = kind;
        this.resource = resource;
        Live.keep(this, Set.of(kind.lasting() ? "operation" : AuditRow.NOUN), this::refresh);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        refresh();
    }

    void refresh() {
        if (kind.lasting()) {
            visitor.ask(() -> visitor.kahuna().operations(OperationFilter.ofResource(resource), NEWEST))
                    .filter(rows -> !rows.equals(shown))
                    .ifPresent(this::showOperations);
        } else if (visitor.readsAudit()) {
            visitor.ask(() -> visitor.kahuna().audit(AuditFilter.ofResource(resource), NEWEST))
                    .filter(rows -> !rows.equals(shown))
                    .ifPresent(this::showChanges);
        } else if (getChildren().findAny().isEmpty()) {
            begin();
            say("Who changed it is in the audit, which a projectAdmin of its project can read.");
        }
    }

    private void showOperations(Rows<OperationRow> rows) {
        begin(rows);
        add(new OperationLines(rows.rows()));
        var links = new Div();
        links.addClassName("strip");
        if (rows.total() > rows.rows().size()) {
            var all = new RouterLink("All %d operations".formatted(rows.total()), OperationsView.class);
            all.setQueryParameters(QueryParameters.of(OperationsView.RESOURCE, resource));
            links.add(all);
        }
        if (visitor.readsAudit()) {
            links.add(audit("Who asked for what"));
        }
        add(links);
    }

    private void showChanges(Rows<AuditRow> rows) {
        begin(rows);
        add(new AuditLines(rows.rows()));
        if (rows.total() > 0) {
            add(audit(
                    rows.total() > rows.rows().size()
                            ? "All %d changes, with what was asked for".formatted(rows.total())
                            : "With what was asked for"));
        }
    }

    private RouterLink audit(String title) {
        var link = new RouterLink(title, AuditView.class);
        link.setQueryParameters(QueryParameters.of(AuditView.RESOURCE, resource));
        return link;
    }

    private void begin(Rows<?> rows) {
        shown = rows;
        begin();
        if (rows.rows().isEmpty()) {
            say("Nothing has been done to it %syet, or longer ago than is kept."
                    .formatted(PartPanel.mayBe(kind.path()) ? "alone " : ""));
        }
    }

    private void begin() {
        removeAll();
        add(new H2("History"));
    }

    private void say(String sentence) {
        add(new Quiet(sentence));
    }
}
