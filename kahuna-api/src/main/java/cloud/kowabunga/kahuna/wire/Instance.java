package cloud.kowabunga.kahuna.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A virtual machine. {@code kwarantines}, {@code uefi} and {@code kmotion_enabled} are only written where they differ from their defaults. */
public record Instance(
        @Nullable String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable Long memory,
        @Nullable Long vcpus,
        @Nullable List<String> adapters,
        @Nullable List<String> volumes,
        @Nullable List<String> kwarantines,
        @Nullable Boolean uefi,
        @Nullable Boolean kmotionEnabled) {}
