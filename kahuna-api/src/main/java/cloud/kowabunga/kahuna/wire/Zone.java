package cloud.kowabunga.kahuna.wire;

import org.jspecify.annotations.Nullable;

/** A part of a region that fails alone. */
public record Zone(
        @Nullable String id,
        @Nullable String name,
        @Nullable String description) {}
