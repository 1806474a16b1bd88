package cloud.kowabunga.kahuna.wire;

import org.jspecify.annotations.Nullable;

/** An identity that dials in; {@code type} is Kaktus, Kiwi or Kontroller. */
public record Agent(
        @Nullable String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable String type) {}
