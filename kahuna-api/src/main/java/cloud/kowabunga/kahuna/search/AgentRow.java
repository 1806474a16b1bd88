package cloud.kowabunga.kahuna.search;

import cloud.kowabunga.topology.PoolReport;
import cloud.kowabunga.topology.Processor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent as a list shows it, with what it last said of itself.
 *
 * @param serves what it was given to, whether it is there or not
 */
record AgentRow(
        String id,
        String name,
        String type,
        boolean alive,
        @Nullable Instant lastSeen,
        @Nullable String version,
        @Nullable String hypervisor,
        @Nullable Boolean simulated,
        @Nullable Processor processor,
        @Nullable Long memory,
        List<PoolReport> pools,
        List<String> problems,
        List<Served> serves) {

    /**
     * A Kaktus, a Kiwi or a storage pool.
     *
     * @param noun kaktus, kiwi or pool
     * @param zone of a Kaktus; all else is its region's
     */
    record Served(
            String noun,
            String id,
            String name,
            String region,
            @Nullable String zone) {}
}
