package cloud.kowabunga.koala.audit;

import cloud.kowabunga.koala.client.AuditRow;
import cloud.kowabunga.koala.ui.StateBadge;
import cloud.kowabunga.koala.ui.ViewerTime;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;

/** A few deeds, each with what came of it, who did it and when. */
public final class AuditLines extends UnorderedList {
    public AuditLines(List<AuditRow> rows) {
        addClassName("lines");
        var time = ViewerTime.of(UI.getCurrentOrThrow());
        rows.forEach(row -> add(line(row, time)));
    }

    private static ListItem line(AuditRow row, ViewerTime time) {
        var what = new Div(new Span("%s by %s".formatted(row.title(), row.whoTitle())));
        what.addClassName("line-what");
        if (row.reason() != null) {
            var why = new Div(row.reason());
            why.addClassName("row-detail");
            what.add(why);
        }
        var at = new Span(time.show(row.at()));
        at.setTitle(time.full(row.at()));
        var when = new Div(at);
        if (row.address() != null) {
            when.add(new Span(" · from " + row.address()));
        }
        when.addClassName("line-when");
        return new ListItem(new Div(StateBadge.of(row.result())), what, when);
    }
}
