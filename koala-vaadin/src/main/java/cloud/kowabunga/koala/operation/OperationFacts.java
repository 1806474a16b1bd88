package cloud.kowabunga.koala.operation;

import cloud.kowabunga.Noun;
import cloud.kowabunga.koala.client.OperationRow;
import cloud.kowabunga.koala.client.Platform;
import cloud.kowabunga.koala.compute.InstancesView;
import cloud.kowabunga.koala.ui.Elapsed;
import cloud.kowabunga.koala.ui.ViewerTime;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who ordered an operation, on what, when, and where else it can be seen. */
final class OperationFacts extends DescriptionList {
    private final TemporalConsole console;

    OperationFacts(TemporalConsole console) {
        this.console = console;
        addClassName("facts");
    }

    void show(OperationRow operation, Platform platform, ViewerTime time) {
        removeAll();
        fact("Resource", resource(operation));
        fact("Requested by", new Span(operation.requesterTitle()));
        fact("Started", time(operation.since(), time));
        if (operation.endedAt() != null) {
            fact("Ended", time(operation.endedAt(), time));
        }
        fact("Duration", new Elapsed(operation.since(), operation.endedAt()));
        fact("Operation", code(operation.id().value()));
        console.history(operation, platform).ifPresent(address -> fact("History", history(address)));
    }

    private void fact(String name, Component value) {
        var pair = new com.vaadin.flow.component.html.Div(new Term(name), new Description(value));
        pair.addClassName("fact");
        getElement().appendChild(pair.getElement());
    }

    private static Component resource(OperationRow operation) {
        var kind = operation.nounOfResource().map(Noun::title).orElse(operation.noun());
        var name = operation.resourceTitle();
        var all = new RouterLink("all its operations", OperationsView.class);
        all.setQueryParameters(QueryParameters.simple(Map.of(OperationsView.RESOURCE, operation.resource())));
        if (operation.nounOfResource().filter(Noun.INSTANCE::equals).isEmpty()) {
            return new Span(new Span("%s %s · ".formatted(kind, name)), all);
        }
        var instance = new RouterLink("%s %s".formatted(kind, name), InstancesView.class);
        instance.setQueryParameters(QueryParameters.simple(Map.of(InstancesView.NAME, name)));
        return new Span(instance, new Span(" · "), all);
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

    private static Component history(String address) {
        var link = new Anchor(address, "");
        link.setTarget(AnchorTarget.BLANK);
        link.getElement().setAttribute("rel", "noopener");
        link.add(new Span("Temporal console"), VaadinIcon.EXTERNAL_LINK.create());
        link.addClassName("external");
        return link;
    }
}
