package cloud.kowabunga.kahuna.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** To many resources of one kind the same is to be done. */
public record Bulk(
        @Nullable String noun,
        @Nullable String verb,
        @Nullable List<@Nullable String> resources) {}
