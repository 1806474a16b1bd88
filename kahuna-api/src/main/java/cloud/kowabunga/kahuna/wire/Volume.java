package cloud.kowabunga.kahuna.wire;

import org.jspecify.annotations.Nullable;

/** A block device; its size is in bytes. */
public record Volume(
        @Nullable String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable String type,
        @Nullable Long size) {}
