package cloud.kowabunga.kahuna.wire;

import org.jspecify.annotations.Nullable;

/** What a project may use at most (0: without limit) or what it uses. Sizes are in bytes. */
public record ProjectResources(
        @Nullable Integer vcpus,
        @Nullable Long memory,
        @Nullable Long storage,
        @Nullable Integer instances) {}
