package cloud.kowabunga.storage;

import cloud.kowabunga.Bytes;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger decided of a new volume.
 *
 * @param pool whose queue reaches the agents that serve it
 * @param source the template's image to clone, or absent for an empty volume
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record VolumePlan(
        StoragePoolId pool,
        String poolName,
        ImageRef image,
        @Nullable ImageRef source,
        Bytes size) {}
