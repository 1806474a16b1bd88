package cloud.kowabunga.koala.tenancy;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.ProjectRow;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.ui.Quiet;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import java.util.List;
import java.util.Set;

/** What a project may use, what it uses and what that costs, as a part of its page. */
public final class ProjectPanel extends Div {
    private static final Range ONE = new Range(0, 1, "");

    private final Visitor visitor = Visitor.current();
    private final String project;

    public ProjectPanel(Resource project) {
        this.project = project.id();
        Live.keep(this, Set.of("project", "instance", "volume"), this::refresh);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        refresh();
    }

    /** Also when the project itself was changed. */
    public void refresh() {
        visitor.ask(() -> visitor.kahuna().projects(List.of(project), ONE))
                .flatMap(found -> found.rows().stream().findFirst())
                .ifPresent(this::show);
    }

    private void show(ProjectRow row) {
        removeAll();
        var cost = new Quiet(cost(row));
        cost.setId("cost");
        add(new H2("Quota, use and cost"), new QuotaMeters(row.usage(), row.quotas()), cost);
    }

    private static String cost(ProjectRow row) {
        return row.cost() == null
                ? "What it costs has no sum: the prices are in several currencies. Give all Kaktus and storage pools the same."
                : "All of it costs " + row.cost().forPeople() + ".";
    }
}
