package cloud.kowabunga.testing;

import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.SerialConsole;
import cloud.kowabunga.compute.SerialConsoles;
import cloud.kowabunga.topology.KaktusId;

/** The consoles of one simulated Kaktus. */
final class InMemorySerialConsoles implements SerialConsoles {
    private final InMemoryDataCenter dataCenter;
    private final KaktusId kaktus;

    InMemorySerialConsoles(InMemoryDataCenter dataCenter, KaktusId kaktus) {
        this.dataCenter = dataCenter;
        this.kaktus = kaktus;
    }

    @Override
    public SerialConsole open(InstanceId instance) {
        dataCenter.latency().pass();
        synchronized (dataCenter) {
            var here = dataCenter.kaktus(kaktus);
            here.requireLibvirt();
            return here.machine(instance).openConsole();
        }
    }
}
