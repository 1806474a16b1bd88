package cloud.kowabunga.koala.client;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code GET /search/instances}.
 *
 * @param reason why it is in that state, where Kahuna knows
 * @param operation what is going on with it now
 * @param metadataFetchedAt when the instance last asked for its metadata, which proves that it booted
 */
public record InstanceRow(
        InstanceId id,
        String name,
        @Nullable String description,
        @Nullable String project,
        @Nullable String projectName,
        @Nullable String region,
        @Nullable String zone,
        @Nullable String kaktus,
        @Nullable String kaktusName,
        InstanceState state,
        @Nullable String reason,
        Bytes memory,
        int vcpus,
        List<String> addresses,
        List<String> adapters,
        List<String> volumes,
        @Nullable Current operation,
        @Nullable Instant metadataFetchedAt) {

    /** The operation that works on the instance. */
    public record Current(
            OperationId id, String verb, @Nullable PowerAction action, OperationState state) {
        /** What is done, without what it is done to: {@code Create}, {@code Shut down}. */
        public String title() {
            return action == null ? Verbs.title(verb).replace(" instance", "") : action.title();
        }
    }

    public InstanceRow {
        state = state == null ? InstanceState.UNKNOWN : state;
        addresses = addresses == null ? List.of() : List.copyOf(addresses);
        adapters = adapters == null ? List.of() : List.copyOf(adapters);
        volumes = volumes == null ? List.of() : List.copyOf(volumes);
    }

    /** Whether an operation works on it, so that another one would be refused. */
    public boolean busy() {
        return operation != null && !operation.state().isFinal();
    }
}
