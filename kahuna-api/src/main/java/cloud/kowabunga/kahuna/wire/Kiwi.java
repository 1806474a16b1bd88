package cloud.kowabunga.kahuna.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The network node of a region. */
public record Kiwi(
        @Nullable String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable List<String> agents) {}
