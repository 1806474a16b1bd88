package cloud.kowabunga.kahuna.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pool of block devices; {@code pool} is its name in the configuration of its agents. */
public record StoragePool(
        @Nullable String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable String pool,
        @Nullable String cephAddress,
        @Nullable Long cephPort,
        @Nullable String cephSecretUuid,
        @Nullable Cost cost,
        @Nullable List<String> agents) {}
