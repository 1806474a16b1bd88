package cloud.kowabunga.koala.operation;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.audit.AuditLines;
import cloud.kowabunga.koala.client.AuditFilter;
import cloud.kowabunga.koala.client.AuditRow;
import cloud.kowabunga.koala.client.OperationRow;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.ui.CopyBlock;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import java.util.List;
import java.util.Set;

/** What was asked for when an operation was ordered, and who has decided about it since, for those who may read the audit. */
final class OperationOrder extends Div {
    private static final Range SOME = new Range(0, 50, "");

    private final Visitor visitor = Visitor.current();
    private String shown = "";

    OperationOrder() {
        Live.keep(this, Set.of(AuditRow.NOUN), this::refresh);
    }

    void show(OperationRow operation) {
        var id = operation.id().value();
        if (!shown.equals(id)) {
            shown = id;
            refresh();
        }
    }

    private void refresh() {
        if (visitor.readsAudit() && !shown.isEmpty()) {
            visitor.ask(() -> visitor.kahuna().audit(AuditFilter.ofOperation(shown), SOME))
                    .ifPresent(rows -> show(rows.rows()));
        }
    }

    private void show(List<AuditRow> rows) {
        removeAll();
        rows.stream()
                .map(AuditRow::inputText)
                .filter(text -> !text.isEmpty())
                .findFirst()
                .ifPresent(text -> add(new H2("Input"), new CopyBlock(text, "Copy input", "input")));
        if (!rows.isEmpty()) {
            add(new H2("Audit"), new AuditLines(rows));
        }
    }
}
