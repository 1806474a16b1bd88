package cloud.kowabunga.koala.client;

import org.jspecify.annotations.Nullable;

/**
 * What {@code GET /platform} says.
 *
 * @param simulated whether the region is an in-memory one
 * @param temporalConsole where the Temporal console is; empty if there is none
 */
public record Platform(
        @Nullable String version,
        boolean simulated,
        @Nullable String temporalConsole) {}
