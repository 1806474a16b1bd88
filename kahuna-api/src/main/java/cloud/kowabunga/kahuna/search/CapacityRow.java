package cloud.kowabunga.kahuna.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a Kaktus or a storage pool has and how much of it is taken.
 *
 * @param noun kaktus or pool
 * @param zone of a Kaktus; a pool is its region's
 * @param alive whether one of its agents was heard of within 15 seconds
 * @param maintenance whether nothing is placed on it; only of a Kaktus
 * @param instances how many it carries; only of a Kaktus
 */
record CapacityRow(
        String noun,
        String id,
        String name,
        String region,
        String regionName,
        @Nullable String zone,
        @Nullable String zoneName,
        boolean alive,
        @Nullable Boolean maintenance,
        @Nullable Integer instances,
        List<Measure> measures) {

    /**
     * One dimension.
     *
     * @param what vcpus, or memory and storage in bytes
     * @param total overcommit counted in; 0 before anything reported it
     * @param used of vCPUs and memory what is promised to instances, of storage what is written
     * @param promised the sizes of all volumes, which fill up by and by; only of storage
     */
    record Measure(
            String what, long total, long used, @Nullable Long promised) {}
}
