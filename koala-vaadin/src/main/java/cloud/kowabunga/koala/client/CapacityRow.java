package cloud.kowabunga.koala.client;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code GET /search/capacity}: what a Kaktus or a storage pool has and how much of it is taken.
 *
 * @param noun kaktus or pool
 * @param zone of a Kaktus
 * @param alive whether one of its agents was heard of lately
 * @param maintenance whether nothing is placed on it
 * @param instances how many a Kaktus carries
 */
public record CapacityRow(
        String noun,
        String id,
        String name,
        String region,
        String regionName,
        @Nullable String zone,
        @Nullable String zoneName,
        boolean alive,
        boolean maintenance,
        int instances,
        List<Measure> measures) {

    public static final String VCPUS = "vcpus";
    public static final String MEMORY = "memory";
    public static final String STORAGE = "storage";

    public CapacityRow {
        measures = measures == null ? List.of() : List.copyOf(measures);
    }

    /**
     * One dimension.
     *
     * @param what vcpus, or memory and storage in bytes
     * @param total overcommit counted in; 0 before anything reported it
     * @param used promised to instances; of storage what is written
     * @param promised only of storage: the sizes of all volumes
     */
    public record Measure(
            String what, long total, long used, @Nullable Long promised) {
        public long free() {
            return Math.max(0, total - used);
        }
    }

    public Optional<Measure> measure(String what) {
        return measures.stream().filter(known -> known.what().equals(what)).findFirst();
    }

    public boolean isKaktus() {
        return noun.equals("kaktus");
    }
}
