package cloud.kowabunga.kahuna.wire;

import org.jspecify.annotations.Nullable;

/**
 * A new password for whoever holds the token of a reset.
 *
 * @param token as it stood in the mail, or as an administrator was told it; good once
 * @param value the new password
 */
public record PasswordReset(
        @Nullable String token, @Nullable String value) {
    /** Without the secrets, so that it may stand in a log by accident. */
    @Override
    public String toString() {
        return "PasswordReset";
    }
}
