package cloud.kowabunga.agent;

import cloud.kowabunga.compute.HypervisorActivities;
import cloud.kowabunga.compute.SerialConsoles;
import cloud.kowabunga.network.NetworkActivities;
import cloud.kowabunga.storage.BlockStoreActivities;

/**
 * All that stands behind an agent: the parts of its Kaktus, real or simulated.
 *
 * @param whenClosed lets go of connections; called once, when no activity runs any more
 */
public record Kaktus(
        Inventory inventory,
        HypervisorActivities hypervisor,
        BlockStoreActivities blockStore,
        NetworkActivities network,
        SerialConsoles consoles,
        Runnable whenClosed) {}
