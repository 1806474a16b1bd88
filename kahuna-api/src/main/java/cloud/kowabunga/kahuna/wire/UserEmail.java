package cloud.kowabunga.kahuna.wire;

import org.jspecify.annotations.Nullable;

/** Who forgot their password. */
public record UserEmail(@Nullable String email) {}
