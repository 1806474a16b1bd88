package cloud.kowabunga.kahuna.wire;

import org.jspecify.annotations.Nullable;

/** Both ends belong to it. */
public record IpRange(@Nullable String first, @Nullable String last) {}
