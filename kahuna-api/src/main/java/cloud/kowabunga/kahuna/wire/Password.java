package cloud.kowabunga.kahuna.wire;

import org.jspecify.annotations.Nullable;

/** A new password. */
public record Password(@Nullable String value) {
    /** Without the secret, so that it may stand in a log by accident. */
    @Override
    public String toString() {
        return "Password";
    }
}
