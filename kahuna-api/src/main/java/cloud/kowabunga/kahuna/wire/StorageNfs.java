package cloud.kowabunga.kahuna.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service that offers shared file systems; {@code port} is its own API's on each of the {@code backends}. */
public record StorageNfs(
        @Nullable String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable String endpoint,
        @Nullable String fs,
        @Nullable List<String> backends,
        @Nullable Long port) {}
