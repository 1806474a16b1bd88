package cloud.kowabunga.koala.overview;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.catalog.CatalogView;
import cloud.kowabunga.koala.catalog.ResourceView;
import cloud.kowabunga.koala.client.ProjectRow;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Rows;
import cloud.kowabunga.koala.tenancy.QuotaMeters;
import cloud.kowabunga.koala.ui.EmptyState;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.RouterLink;
import java.util.List;
import java.util.Set;

/** The first projects by name, each with its quotas and what it uses. */
final class ProjectsNow extends Div {
    private static final int SHOWN = 6;

    private final Visitor visitor = Visitor.current();

    ProjectsNow() {
        Live.keep(this, Set.of("project", "instance", "volume"), this::refresh);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        refresh();
    }

    private void refresh() {
        visitor.ask(() -> {
            show(visitor.kahuna().projects(List.of(), new Range(0, SHOWN, "name")));
            return true;
        });
    }

    private void show(Rows<ProjectRow> projects) {
        removeAll();
        add(new H2("Projects"));
        if (projects.rows().isEmpty()) {
            var first = new EmptyState(VaadinIcon.BRIEFCASE, new RouterLink("Projects", CatalogView.class, "project"));
            first.say(
                    "No project yet",
                    "A project owns instances and volumes and lists the teams that may see it. Its maker is an administrator.");
            add(first);
            return;
        }
        var cards = new Div();
        cards.addClassName("cards");
        projects.rows().forEach(project -> cards.add(card(project)));
        add(cards);
        if (projects.total() > SHOWN) {
            add(new RouterLink("All %d projects".formatted(projects.total()), CatalogView.class, "project"));
        }
    }

    private static Div card(ProjectRow project) {
        var title = new RouterLink(project.name(), ResourceView.class, ResourceView.of("project", project.id()));
        var card = new Div(new H3(title), new QuotaMeters(project.usage(), project.quotas()));
        card.addClassName("card");
        return card;
    }
}
