package cloud.kowabunga.kahuna.search;

import cloud.kowabunga.kahuna.wire.Cost;
import cloud.kowabunga.kahuna.wire.ProjectResources;
import org.jspecify.annotations.Nullable;

/**
 * A project as a list shows it.
 *
 * @param cost a month; absent where its prices are in several currencies and have no sum
 */
record ProjectRow(
        String id,
        String name,
        @Nullable String description,
        ProjectResources quotas,
        ProjectResources usage,
        @Nullable Cost cost) {}
