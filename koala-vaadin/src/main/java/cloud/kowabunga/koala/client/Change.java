package cloud.kowabunga.koala.client;

import org.jspecify.annotations.Nullable;

/**
 * One event of {@code GET /events}: something about that resource has changed.
 *
 * @param noun as it stands in paths
 */
public record Change(String noun, String id, @Nullable String operation) {}
