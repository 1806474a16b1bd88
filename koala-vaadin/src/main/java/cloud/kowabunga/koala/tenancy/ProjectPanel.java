package cloud.kowabunga.koala.tenancy;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.KahunaRefusal;
import cloud.kowabunga.koala.client.Resource;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import java.util.Set;

/** What a project may use, what it uses and what that costs, as a part of its page. */
public final class ProjectPanel extends Div {
    private final Visitor visitor = Visitor.current();
    private Resource project;

    public ProjectPanel(Resource project) {
        this.project = project;
        Live.keep(this, Set.of("instance", "volume"), this::refresh);
    }

    /** The project itself was changed. */
    public void show(Resource changed) {
        project = changed;
        refresh();
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        refresh();
    }

    private void refresh() {
        visitor.ask(() -> visitor.kahuna().usage(project.id())).ifPresent(usage -> {
            removeAll();
            var cost = new Paragraph(cost());
            cost.setId("cost");
            cost.addClassName("quiet");
            add(new H2("Quota, use and cost"), new QuotaMeters(usage, Quotas.of(project)), cost);
        });
    }

    private String cost() {
        try {
            return visitor.ask(() -> visitor.kahuna().cost(project.id()))
                    .map(price -> "All of it costs " + price.forPeople() + ".")
                    .orElse("");
        } catch (KahunaRefusal no) {
            // Prices in several currencies have no sum; Kahuna says so.
            return no.reason();
        }
    }
}
