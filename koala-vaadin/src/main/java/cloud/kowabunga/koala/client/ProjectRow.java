package cloud.kowabunga.koala.client;

import org.jspecify.annotations.Nullable;

/**
 * One row of {@code GET /search/projects}: what a project may use, what it uses and what that costs.
 *
 * @param quotas at most; 0 is without limit
 * @param usage promised counts as used
 * @param cost a month; absent where its prices are in several currencies
 */
public record ProjectRow(
        String id,
        String name,
        ProjectResources quotas,
        ProjectResources usage,
        @Nullable Price cost) {}
