package cloud.kowabunga.kahuna.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One row of the audit, seen from outside. */
public record AuditBody(
        long id,
        Instant at,
        @Nullable String whoId,
        @Nullable String who,
        @Nullable String key,
        @Nullable String address,
        String verb,
        String noun,
        @Nullable String request,
        @Nullable String resource,
        @Nullable String resourceName,
        @Nullable String project,
        @Nullable String region,
        @Nullable JsonNode input,
        String decision,
        String result,
        @Nullable String fault,
        @Nullable String reason,
        @Nullable String operation,
        @Nullable String workflowId,
        @Nullable String runId) {}
