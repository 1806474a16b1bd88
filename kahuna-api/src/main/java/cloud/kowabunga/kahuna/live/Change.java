package cloud.kowabunga.kahuna.live;

import org.jspecify.annotations.Nullable;

/**
 * One row changed.
 *
 * @param noun the noun's path, for example {@code instance}
 * @param operation which operation changed it, where one did
 */
public record Change(String noun, String id, @Nullable String operation) {}
