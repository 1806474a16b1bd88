package cloud.kowabunga.koala.operation;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.OperationFilter;
import cloud.kowabunga.koala.client.OperationRow;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Rows;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import java.util.Set;

/** The operations that an operation is made of, live. Most are made of steps alone, and then nothing stands here. */
final class OperationParts extends Div {
    private static final Range SOME = new Range(0, 50, "");

    private final Visitor visitor = Visitor.current();
    private String whole = "";

    OperationParts() {
        Live.keep(this, Set.of("operation"), this::refresh);
    }

    void show(OperationRow operation) {
        var wanted = operation.isBulk() ? operation.id().value() : "";
        if (!wanted.equals(whole)) {
            whole = wanted;
            removeAll();
            refresh();
        }
    }

    private void refresh() {
        if (!whole.isEmpty()) {
            visitor.ask(() -> visitor.kahuna().operations(OperationFilter.partsOf(whole), SOME))
                    .ifPresent(this::show);
        }
    }

    private void show(Rows<OperationRow> parts) {
        removeAll();
        if (parts.total() == 0) {
            return;
        }
        add(new H2("Its operations (%d)".formatted(parts.total())), new OperationLines(parts.rows()));
        if (parts.total() > parts.rows().size()) {
            var all = new RouterLink("All %d of them".formatted(parts.total()), OperationsView.class);
            all.setQueryParameters(QueryParameters.of(OperationsView.PARENT, whole));
            add(all);
        }
    }
}
