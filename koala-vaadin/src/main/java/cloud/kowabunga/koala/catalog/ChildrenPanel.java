package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.client.ResourceFilter;
import cloud.kowabunga.koala.client.Rows;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.router.RouterLink;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of one kind hangs from a resource, as a part of its page. Nothing stands here where nothing does, and the person makes none. */
final class ChildrenPanel extends Div {
    /** More stand in the list of their own kind. */
    private static final Range FIRST = new Range(0, 25, "name");

    private final Visitor visitor = Visitor.current();
    private final Kind kind;
    private final String parent;
    private final MakeButton make;
    private final H2 title = new H2();
    private final Div list = new Div();
    private @Nullable Rows<Resource> shown;

    ChildrenPanel(Kind kind, Kind parentKind, String parent, Names names) {
        this.kind = kind;
        this.parent = parent;
        this.make = MakeButton.under(parentKind, parent, kind, names);
        var head = new Div(title, make);
        head.addClassName("part-head");
        list.addClassName("strip");
        add(head, list);
        setVisible(false);
        Live.keep(this, Set.of(kind.path()), this::refresh);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        refresh();
    }

    private void refresh() {
        visitor.ask(() -> visitor.kahuna().names(kind.path(), new ResourceFilter("", parent, ""), FIRST))
                .filter(rows -> !rows.equals(shown))
                .ifPresent(this::show);
    }

    /** The button stays where it is: somebody may be about to press it. */
    private void show(Rows<Resource> rows) {
        shown = rows;
        setVisible(rows.total() > 0 || make.isVisible());
        title.setText("%s (%d)".formatted(kind.plural(), rows.total()));
        list.removeAll();
        rows.rows().forEach(row -> {
            var link = new RouterLink(row.name(), ResourceView.class, ResourceView.of(kind.path(), row.id()));
            link.addClassNames("state", "state-off");
            list.add(link);
        });
    }
}
