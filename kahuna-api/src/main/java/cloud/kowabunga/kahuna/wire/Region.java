package cloud.kowabunga.kahuna.wire;

import org.jspecify.annotations.Nullable;

/** A data center that knows of no other. */
public record Region(
        @Nullable String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable String domain) {}
