package cloud.kowabunga.koala.client;

import cloud.kowabunga.Noun;
import cloud.kowabunga.operation.OperationState;
import org.jspecify.annotations.Nullable;

/**
 * Which operations.
 *
 * @param resource the id of the one resource; empty for all
 */
public record OperationFilter(
        @Nullable OperationState state, @Nullable Noun noun, String resource) {
    public static final OperationFilter ALL = new OperationFilter(null, null, "");
}
