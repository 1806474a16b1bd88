package cloud.kowabunga.koala.audit;

import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.catalog.Kinds;
import cloud.kowabunga.koala.catalog.ResourceView;
import cloud.kowabunga.koala.client.AuditRow;
import cloud.kowabunga.koala.client.Platform;
import cloud.kowabunga.koala.client.Range;
import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.client.ResourceFilter;
import cloud.kowabunga.koala.operation.OperationView;
import cloud.kowabunga.koala.operation.TemporalConsole;
import cloud.kowabunga.koala.ui.Banner;
import cloud.kowabunga.koala.ui.CopyBlock;
import cloud.kowabunga.koala.ui.Facts;
import cloud.kowabunga.koala.ui.StateBadge;
import cloud.kowabunga.koala.ui.ViewerTime;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.RouterLink;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One deed, whole: who, from where, what was asked for, what was decided and what came of it. */
final class AuditDetail extends Dialog {
    AuditDetail(AuditRow row, TemporalConsole console, Platform platform, ViewerTime time) {
        setHeaderTitle("%s %s".formatted(row.title(), row.resourceTitle()));
        var form = new Div();
        form.addClassName("form");
        if (row.reason() != null) {
            var why = Banner.bad();
            why.say(row.reason());
            form.add(why);
        }
        form.add(facts(row, console, platform, time));
        var input = row.inputText();
        if (!input.isEmpty()) {
            form.add(new H3("Input"), new CopyBlock(input, "Copy input", "input"));
        }
        add(form);
        var close = new Button("Close", _ -> close());
        close.setId("close");
        getFooter().add(close);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        super.onAttach(attach);
        // One of its links leads to another page, which it would hide.
        var leaving = attach.getUI().addAfterNavigationListener(_ -> close());
        addDetachListener(_ -> leaving.remove());
    }

    private static Facts facts(AuditRow row, TemporalConsole console, Platform platform, ViewerTime time) {
        var facts = new Facts();
        facts.fact("Result", StateBadge.of(row.result()));
        facts.fact("When", time.full(row.at()));
        facts.fact("Who", link("user", row.whoId(), row.whoTitle()));
        facts.fact("Key", code(row.key()));
        facts.fact("From", code(row.address()));
        facts.fact("Resource", resource(row));
        if (row.project() != null) {
            facts.fact("Project", link("project", row.project(), projectName(row.project())));
        }
        if (row.request() != null) {
            facts.fact("Request", code(row.request()));
        }
        facts.fact("Decision", words(Objects.requireNonNullElse(row.decision(), "–")));
        if (row.fault() != null) {
            facts.fact("Fault", code(row.fault()));
        }
        if (row.operation() != null) {
            facts.fact("Operation", new RouterLink(row.operation(), OperationView.class, row.operation()));
        }
        console.history(row.workflowId(), row.runId(), platform)
                .ifPresent(address -> facts.fact("History", TemporalConsole.link(address)));
        return facts;
    }

    /** Its id where it is gone, or Kahuna is away. */
    private static String projectName(String id) {
        var visitor = Visitor.current();
        return visitor.ask(() -> visitor.kahuna().names("project", new ResourceFilter("", "", id), new Range(0, 1, "")))
                .flatMap(rows -> rows.rows().stream().findFirst())
                .map(Resource::name)
                .orElse(id);
    }

    private static Component resource(AuditRow row) {
        var title = "%s %s".formatted(Kinds.title(row.noun()), row.resourceTitle());
        return link(row.noun(), row.resource(), title);
    }

    /** To the page of that resource, where it has one. */
    private static Component link(String noun, @Nullable String id, String title) {
        return id == null || !ResourceView.has(noun)
                ? new Span(title)
                : new RouterLink(title, ResourceView.class, ResourceView.of(noun, id));
    }

    private static Component code(@Nullable String text) {
        var code = new Span(text == null ? "–" : text);
        code.addClassName("code");
        return code;
    }

    private static String words(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
