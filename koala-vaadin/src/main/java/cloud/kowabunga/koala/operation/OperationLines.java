package cloud.kowabunga.koala.operation;

import cloud.kowabunga.koala.client.OperationRow;
import cloud.kowabunga.koala.ui.Elapsed;
import cloud.kowabunga.koala.ui.StateBadge;
import cloud.kowabunga.koala.ui.ViewerTime;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.RouterLink;
import java.util.List;

/** A few operations, each with its state, what it does, what it waits for, and since when. */
public final class OperationLines extends UnorderedList {
    public OperationLines(List<OperationRow> operations) {
        addClassName("lines");
        var time = ViewerTime.of(UI.getCurrentOrThrow());
        operations.forEach(operation -> add(line(operation, time)));
    }

    private static ListItem line(OperationRow operation, ViewerTime time) {
        var link = new RouterLink(
                "%s %s".formatted(operation.title(), operation.resourceTitle()),
                OperationView.class,
                operation.id().value());
        var what = new Div(link);
        what.addClassName("line-what");
        var why = Standstill.inShort(operation);
        if (!why.isEmpty()) {
            var detail = new Div(why);
            detail.addClassName("row-detail");
            what.add(detail);
        }
        var started = new Span(time.show(operation.since()));
        started.setTitle(time.full(operation.since()));
        var when = new Div(started, new Span(" · "), new Elapsed(operation.since(), operation.endedAt()));
        when.addClassName("line-when");
        return new ListItem(new Div(StateBadge.of(operation.state())), what, when);
    }
}
