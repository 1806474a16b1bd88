package cloud.kowabunga.kahuna.wire;

import org.jspecify.annotations.Nullable;

/** What this installation is. */
public record Platform(
        String version, boolean simulated, @Nullable String temporalConsole) {}
