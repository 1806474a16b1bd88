package cloud.kowabunga.kahuna.wire;

import org.jspecify.annotations.Nullable;

/**
 * A person or a program that may do something.
 *
 * @param role superAdmin, projectAdmin or user
 */
public record User(
        @Nullable String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable String email,
        @Nullable String role,
        @Nullable Boolean notifications) {}
