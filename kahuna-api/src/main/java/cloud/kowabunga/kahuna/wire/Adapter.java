package cloud.kowabunga.kahuna.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A virtual network card with its addresses. */
public record Adapter(
        @Nullable String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable String mac,
        @Nullable List<String> addresses,
        @Nullable Boolean reserved) {}
