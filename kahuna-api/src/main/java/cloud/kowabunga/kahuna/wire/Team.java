package cloud.kowabunga.kahuna.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Users who manage the same projects, in the order given. */
public record Team(
        @Nullable String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable List<String> users) {}
