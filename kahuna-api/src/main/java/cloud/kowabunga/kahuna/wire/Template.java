package cloud.kowabunga.kahuna.wire;

import org.jspecify.annotations.Nullable;

/** An image from which volumes are cloned. */
public record Template(
        @Nullable String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable String os,
        @Nullable String source) {}
