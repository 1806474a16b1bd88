package cloud.kowabunga.koala.client;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where one visitor comes from: by the request that is being served, else, on a thread of Koala's own, by the last one that was. Kahuna
 * is told, as its audit and its throttle are about people.
 */
final class Whence {
    static final String HEADER = "X-Forwarded-For";

    private final Supplier<Optional<String>> now;
    private volatile @Nullable String last;

    Whence(Supplier<Optional<String>> now) {
        this.now = now;
        this.last = now.get().orElse(null);
    }

    /** Empty as long as no request was seen. */
    Optional<String> address() {
        now.get().ifPresent(address -> last = address);
        return Optional.ofNullable(last);
    }
}
