package cloud.kowabunga.testing;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.network.NetworkActivities;
import cloud.kowabunga.topology.KaktusId;

/** The network of one simulated Kaktus. */
final class InMemoryNetwork implements NetworkActivities {
    private final InMemoryDataCenter dataCenter;
    private final KaktusId kaktus;

    InMemoryNetwork(InMemoryDataCenter dataCenter, KaktusId kaktus) {
        this.dataCenter = dataCenter;
        this.kaktus = kaktus;
    }

    @Override
    public void checkBridges(Bridges bridges) {
        dataCenter.latency().pass();
        synchronized (dataCenter) {
            for (var name : bridges.names()) {
                if (!dataCenter.kaktus(kaktus).bridges.contains(name)) {
                    throw Fault.BRIDGE_MISSING.because("There is no bridge '" + name + "' on Kaktus '" + kaktus + "'.");
                }
            }
        }
    }
}
