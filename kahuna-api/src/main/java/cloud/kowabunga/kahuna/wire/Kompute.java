package cloud.kowabunga.kahuna.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An instance with its disks and addresses, as one. {@code kwarantines}, {@code uefi} and {@code kmotion_enabled} are only written where they differ from their defaults. */
public record Kompute(
        @Nullable String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable Long memory,
        @Nullable Long vcpus,
        @Nullable Long disk,
        @Nullable Long dataDisk,
        @Nullable String ip,
        @Nullable List<String> kwarantines,
        @Nullable Boolean uefi,
        @Nullable Boolean kmotionEnabled) {}
