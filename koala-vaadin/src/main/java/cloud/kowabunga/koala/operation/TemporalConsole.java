package cloud.kowabunga.koala.operation;

import cloud.kowabunga.koala.client.OperationRow;
import cloud.kowabunga.koala.client.Platform;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Where the Temporal console shows what this console shows.
 *
 * @param address as a browser reaches it; where absent, what Kahuna says counts
 */
public record TemporalConsole(@Nullable String address, String namespace) {
    /** The page of the operation's history, if there is a console and the operation has begun. */
    public Optional<String> history(OperationRow operation, Platform platform) {
        return history(operation.workflowId(), operation.runId(), platform);
    }

    /** The page of that workflow's history, if there is a console and a workflow. */
    public Optional<String> history(@Nullable String workflow, @Nullable String run, Platform platform) {
        var console = address == null || address.isBlank() ? platform.temporalConsole() : address;
        if (console == null || console.isBlank() || workflow == null || workflow.isBlank()) {
            return Optional.empty();
        }
        var page = UriComponentsBuilder.fromUriString(console)
                .pathSegment("namespaces", namespace, "workflows")
                .build()
                .toUriString();
        var history = run == null || run.isBlank() ? "" : "/" + run + "/history";
        // The slash inside a workflow id belongs to the id and not to the path.
        return Optional.of(page + "/" + UriUtils.encode(workflow, StandardCharsets.UTF_8) + history);
    }

    /** Opens a page of the console in a tab of its own. */
    public static Component link(String page) {
        var link = new Anchor(page, "");
        link.setTarget(AnchorTarget.BLANK);
        link.getElement().setAttribute("rel", "noopener");
        link.add(new Span("Temporal console"), VaadinIcon.EXTERNAL_LINK.create());
        link.addClassName("external");
        link.setTitle("What is sealed there can be read after signing in at /codec of Kahuna.");
        return link;
    }
}
