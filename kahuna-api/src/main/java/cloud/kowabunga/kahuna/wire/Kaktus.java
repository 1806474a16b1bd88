package cloud.kowabunga.kahuna.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Kaktus of a zone; both costs are always there, {@code maintenance} only while it is true. */
public record Kaktus(
        @Nullable String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable Cost cpuCost,
        @Nullable Cost memoryCost,
        @Nullable Long overcommitCpuRatio,
        @Nullable Long overcommitMemoryRatio,
        @Nullable List<String> agents,
        @Nullable Boolean maintenance) {}
