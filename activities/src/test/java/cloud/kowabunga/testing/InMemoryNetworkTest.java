package cloud.kowabunga.testing;

import cloud.kowabunga.network.NetworkActivities;
import cloud.kowabunga.topology.KaktusId;

final class InMemoryNetworkTest extends NetworkContract {
    private final KaktusId kaktus = new KaktusId("k1");
    private final InMemoryDataCenter dataCenter = new InMemoryDataCenter().addKaktus(kaktus, "kow0");

    @Override
    protected NetworkActivities network() {
        return dataCenter.network(kaktus);
    }

    @Override
    protected String bridge() {
        return "kow0";
    }
}
