package cloud.kowabunga.topology;

import cloud.kowabunga.storage.StoragePoolId;

/** The task queues, and which of them reaches whom. */
public final class TaskQueues {
    /** Workflows and ledgers, served by every Kahuna. */
    public static final String KAHUNA = "kahuna";

    private TaskQueues() {}

    /** The hypervisor and the network of one Kaktus, served by the agents of that Kaktus. */
    public static String of(KaktusId kaktus) {
        return "kaktus/" + kaktus.value();
    }

    /** The images of one StoragePool, served by any of the pool's agents. */
    public static String of(StoragePoolId pool) {
        return "pool/" + pool.value();
    }
}
