package cloud.kowabunga.kahuna.wire;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A key without its secret. */
public record ApiToken(
        @Nullable String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable Boolean expire,
        @Nullable LocalDate expirationDate) {}
