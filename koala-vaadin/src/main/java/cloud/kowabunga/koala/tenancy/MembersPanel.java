package cloud.kowabunga.koala.tenancy;

import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.catalog.ResourceView;
import cloud.kowabunga.koala.client.Member;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Rows;
import cloud.kowabunga.koala.ui.Quiet;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.RouterLink;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/** Who is in a project and through which of its teams, as a part of its page. Nothing stands here for those who may not see it. */
public final class MembersPanel extends Div {
    private static final Range FIRST = new Range(0, 25, "");
    /** Kahuna tells of no more at once. */
    private static final Range ALL = new Range(0, 1000, "");

    private final Visitor visitor = Visitor.current();
    private final String project;
    private final Button more = new Button("", _ -> showAll());
    private Range range = FIRST;
    private @Nullable Rows<Member> shown;

    public MembersPanel(String project) {
        this.project = project;
        more.setId("all-members");
        more.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        Live.keep(this, Set.of("project", "team", "user"), this::refresh);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        refresh();
    }

    private void refresh() {
        if (visitor.may(HttpMethod.GET, "/project/%s/members".formatted(project))) {
            visitor.ask(() -> visitor.kahuna().members(project, range))
                    .filter(rows -> !rows.equals(shown))
                    .ifPresent(this::show);
        }
    }

    private void showAll() {
        range = ALL;
        refresh();
    }

    private void show(Rows<Member> members) {
        shown = members;
        removeAll();
        add(new H2("Members (%d)".formatted(members.total())));
        if (members.total() == 0) {
            add(new Quiet("Nobody is in a team of this project: only superAdmins see it."));
            return;
        }
        var list = new UnorderedList();
        list.addClassName("lines");
        members.rows().forEach(member -> list.add(line(member)));
        add(list);
        more.setText("All %d members".formatted(members.total()));
        more.setVisible(members.rows().size() < members.total() && range.equals(FIRST));
        add(more);
    }

    private static ListItem line(Member member) {
        var name = named("user", member.id(), member.name(), member.readable());
        var through = new Div(new Span("through"));
        through.addClassNames("line-what", "strip");
        member.teams().forEach(team -> through.add(named("team", team.id(), team.name(), team.readable())));
        var role = new Span(member.role());
        role.addClassName("line-when");
        return new ListItem(name, through, role);
    }

    private static Component named(String kind, String id, String name, boolean readable) {
        return readable ? new RouterLink(name, ResourceView.class, ResourceView.of(kind, id)) : new Span(name);
    }
}
