package cloud.kowabunga.kahuna.live;

import cloud.kowabunga.tenancy.ProjectId;
import org.jspecify.annotations.Nullable;

/**
 * One row changed.
 *
 * @param position where it stands among all changes
 * @param noun the noun's path, for example {@code instance}
 * @param operation which operation changed it, where one did
 * @param project whose it is, if it is a project's
 */
public record Change(
        Position position,
        String noun,
        String id,
        @Nullable String operation,
        @Nullable ProjectId project) {}
