package cloud.kowabunga.kahuna.search;

import cloud.kowabunga.topology.PoolReport;
import cloud.kowabunga.topology.Processor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An agent as a list shows it, with what it last said of itself. */
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
        List<String> problems) {}
