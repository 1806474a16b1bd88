package cloud.kowabunga.kahuna.search;

import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An instance as a list shows it.
 *
 * @param operation what works on it now
 * @param metadataFetchedAt when its guest last asked for its metadata: it has booted
 */
record InstanceRow(
        String id,
        String name,
        @Nullable String description,
        String project,
        String projectName,
        String region,
        String zone,
        String kaktus,
        String kaktusName,
        String state,
        String reason,
        long memory,
        int vcpus,
        List<String> addresses,
        List<String> adapters,
        List<String> volumes,
        @Nullable Current operation,
        @Nullable Instant metadataFetchedAt) {

    record Current(String id, String verb, @Nullable String action, OperationState state) {
        static Current of(OperationId id, String verb, @Nullable PowerAction action, OperationState state) {
            return new Current(id.value(), verb, action == null ? null : action.word(), state);
        }
    }
}
