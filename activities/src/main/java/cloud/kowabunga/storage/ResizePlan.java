package cloud.kowabunga.storage;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.topology.KaktusId;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger decided of a volume that grows.
 *
 * @param attachedTo the instance that has it, and {@code kaktus} where that lives; both absent for a volume that nobody has
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ResizePlan(
        StoragePoolId pool,
        ImageRef image,
        Bytes before,
        Bytes after,
        @Nullable InstanceId attachedTo,
        @Nullable KaktusId kaktus) {}
