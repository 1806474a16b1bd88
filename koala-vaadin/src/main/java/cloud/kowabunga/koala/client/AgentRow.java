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
 * @param serves what it was given to, whether it is there or not
 */
public record AgentRow(
        String id,
        String name,
        @Nullable String type,
        boolean alive,
        @Nullable Instant lastSeen,
        @Nullable String version,
        List<String> problems,
        List<Served> serves) {

    /**
     * A Kaktus, a Kiwi or a storage pool.
     *
     * @param noun as it stands in paths
     * @param zone of a Kaktus
     */
    public record Served(
            String noun,
            String id,
            String name,
            String region,
            @Nullable String zone) {}

    public AgentRow {
        problems = problems == null ? List.of() : List.copyOf(problems);
        serves = serves == null ? List.of() : List.copyOf(serves);
    }
}
