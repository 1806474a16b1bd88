package cloud.kowabunga.topology;

import cloud.kowabunga.Bytes;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/**
 * What an agent says of one pool that it serves.
 *
 * @param pool the pool's name in the agent's configuration, equal to {@code StoragePool.pool} of the API
 * @param type for example {@code directory} or {@code rbd}
 * @param problem a sentence where the pool cannot be used now, else absent
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PoolReport(
        String pool,
        String type,
        PoolReach reach,
        Bytes capacity,
        Bytes free,
        @Nullable String problem) {}
