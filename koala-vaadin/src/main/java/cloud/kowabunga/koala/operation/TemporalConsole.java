package cloud.kowabunga.koala.operation;

import cloud.kowabunga.koala.client.OperationRow;
import cloud.kowabunga.koala.client.Platform;
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
        var console = address == null || address.isBlank() ? platform.temporalConsole() : address;
        var workflow = operation.workflowId();
        if (console == null || console.isBlank() || workflow == null || workflow.isBlank()) {
            return Optional.empty();
        }
        var page = UriComponentsBuilder.fromUriString(console)
                .pathSegment("namespaces", namespace, "workflows")
                .build()
                .toUriString();
        var run = operation.runId();
        var history = run == null || run.isBlank() ? "" : "/" + run + "/history";
        // The slash inside a workflow id belongs to the id and not to the path.
        return Optional.of(page + "/" + UriUtils.encode(workflow, StandardCharsets.UTF_8) + history);
    }
}
