package cloud.kowabunga.kahuna.wire;

import org.jspecify.annotations.Nullable;

/** A word of the operator's own about a project. */
public record Metadata(@Nullable String key, @Nullable String value) {}
