package cloud.kowabunga.koala.client;

import org.jspecify.annotations.Nullable;

/**
 * What came of an order.
 *
 * @param resource the id of the resource
 * @param operation the id of the operation that does it; absent where it was done at once
 * @param secret what Kahuna shows this once and never again, such as a key; absent where there is none
 */
public record Made(
        String resource,
        @Nullable String operation,
        @Nullable String secret) {}
