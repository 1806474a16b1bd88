package cloud.kowabunga.koala.client;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code GET /search/agents}.
 *
 * @param type what it serves, for example {@code Kaktus}
 * @param lastSeen when it last reported; absent if it never did
 * @param problems what it complains of, a sentence each
 */
public record AgentRow(
        String id,
        String name,
        @Nullable String type,
        boolean alive,
        @Nullable Instant lastSeen,
        @Nullable String version,
        List<String> problems) {

    public AgentRow {
        problems = problems == null ? List.of() : List.copyOf(problems);
    }
}
