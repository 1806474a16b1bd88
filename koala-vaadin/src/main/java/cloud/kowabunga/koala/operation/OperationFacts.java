package cloud.kowabunga.koala.operation;

import cloud.kowabunga.Noun;
import cloud.kowabunga.koala.catalog.ResourceView;
import cloud.kowabunga.koala.client.OperationRow;
import cloud.kowabunga.koala.client.Platform;
import cloud.kowabunga.koala.ui.Elapsed;
import cloud.kowabunga.koala.ui.Facts;
import cloud.kowabunga.koala.ui.ViewerTime;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who ordered an operation, on what, when, and where else it can be seen. */
final class OperationFacts extends Div {
    private final TemporalConsole console;

    OperationFacts(TemporalConsole console) {
        this.console = console;
    }

    void show(OperationRow operation, Platform platform, ViewerTime time) {
        var facts = new Facts();
        facts.fact("Resource", resource(operation));
        if (operation.parent() != null) {
            facts.fact("Part of", new RouterLink(operation.parent(), OperationView.class, operation.parent()));
        }
        facts.fact("Requested by", new Span(operation.requesterTitle()));
        facts.fact("Started", time(operation.since(), time));
        if (operation.endedAt() != null) {
            facts.fact("Ended", time(operation.endedAt(), time));
        }
        if (operation.deadline() != null && !operation.state().isFinal()) {
            facts.fact("Should end before", time(operation.deadline(), time));
        }
        facts.fact("Duration", new Elapsed(operation.since(), operation.endedAt()));
        facts.fact("Operation", code(operation.id().value()));
        console.history(operation, platform).ifPresent(address -> facts.fact("History", TemporalConsole.link(address)));
        removeAll();
        add(facts);
    }

    private static Component resource(OperationRow operation) {
        var kind = operation.nounOfResource().map(Noun::title).orElse(operation.noun());
        var name = operation.resourceTitle();
        if (operation.isBulk()) {
            return new Span(name);
        }
        var all = new RouterLink("all its operations", OperationsView.class);
        all.setQueryParameters(QueryParameters.simple(Map.of(OperationsView.RESOURCE, operation.resource())));
        var title = "%s %s".formatted(kind, name);
        if (!ResourceView.has(operation.noun())) {
            return new Span(new Span(title + " · "), all);
        }
        var page = new RouterLink(title, ResourceView.class, ResourceView.of(operation.noun(), operation.resource()));
        return new Span(page, new Span(" · "), all);
    }

    private static Component time(@Nullable Instant instant, ViewerTime time) {
        var text = new Span(time.show(instant));
        text.setTitle(time.full(instant));
        return text;
    }

    private static Component code(String text) {
        var code = new Span(text);
        code.addClassName("code");
        return code;
    }
}
