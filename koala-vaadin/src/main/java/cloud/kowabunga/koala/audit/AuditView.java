package cloud.kowabunga.koala.audit;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.AuditFilter;
import cloud.kowabunga.koala.client.AuditRow;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Rows;
import cloud.kowabunga.koala.operation.TemporalConsole;
import cloud.kowabunga.koala.ui.EmptyState;
import cloud.kowabunga.koala.ui.FilterAddress;
import cloud.kowabunga.koala.ui.RemoteRows;
import cloud.kowabunga.koala.ui.ViewerTime;
import cloud.kowabunga.koala.ui.Width;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/** Who did what, newest first, live, for those who administer something. */
@Route(AuditView.ROUTE)
@PageTitle("Audit · Koala")
public final class AuditView extends Div implements BeforeEnterObserver {
    public static final String ROUTE = "audit";
    /** Query parameter: only what was done to the resource with this id. */
    public static final String RESOURCE = "resource";
    /** Query parameter: only what tells of the operation with this id. */
    public static final String OPERATION = "operation";

    private final Visitor visitor = Visitor.current();
    private final TemporalConsole console;
    /** An export is served on another thread than the screen. */
    private final AtomicReference<AuditFilter> filter = new AtomicReference<>(AuditFilter.ALL);

    private final RemoteRows<AuditRow> rows =
            new RemoteRows<>(range -> visitor.kahuna().audit(filter.get(), range), AuditRow::id, this::fetched);
    private final FilterAddress address = new FilterAddress(ROUTE);
    private final AuditFilters filters = new AuditFilters(this::filtered);
    private final Button clear = new Button("Show all of it", _ -> filters.clear());
    private final EmptyState empty = new EmptyState(VaadinIcon.BOOK, clear);

    AuditView(TemporalConsole console) {
        this.console = console;
        addClassNames("view", "list-view");
        clear.addThemeVariants(ButtonVariant.TERTIARY);
        var grid = new AuditGrid(this::open);
        grid.setEmptyStateComponent(empty);
        grid.setDataProvider(rows);
        var head = new Div(new H1("Audit"));
        head.addClassName("head");
        var export = new Anchor(new AuditExport(visitor, filter::get), "");
        export.setId("export");
        export.add(VaadinIcon.DOWNLOAD_ALT.create(), new Span("Export as JSON lines"));
        export.addClassName("external");
        export.setDownload(true);
        var tools = new Div(filters, export);
        tools.addClassName("tools");
        add(head, tools, grid);
        Live.keep(this, Set.of(AuditRow.NOUN), rows::refreshAll);
        Width.follow(this, grid::narrow);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        // Who may not read it is told so instead of seeing an empty table.
        visitor.ask(() -> visitor.kahuna().audit(AuditFilter.ALL, new Range(0, 1, "")));
        var asked = event.getLocation().getQueryParameters();
        address.read(() -> filters.read(asked::getSingleParameter));
    }

    private void filtered(AuditFilter wanted) {
        filter.set(wanted);
        address.write(filters.words());
        rows.refreshAll();
    }

    private void open(AuditRow row) {
        new AuditDetail(row, console, visitor.platform(), ViewerTime.of(UI.getCurrentOrThrow())).open();
    }

    private void fetched(Rows<AuditRow> part) {
        if (part.total() > 0) {
            return;
        }
        var filtered = !filter.get().equals(AuditFilter.ALL);
        clear.setVisible(filtered);
        if (filtered) {
            empty.say("Nothing matches", "Names and ids must be whole; other days or another kind may find it.");
        } else {
            empty.say("Nothing yet", "Every change and every refusal is written down here with who asked for it.");
        }
    }
}
