package cloud.kowabunga.workflow;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.storage.BlockStoreActivities.Import;
import cloud.kowabunga.storage.ImageRef;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.tenancy.Quotas;
import cloud.kowabunga.testing.InMemoryDataCenter;
import cloud.kowabunga.testing.InMemoryLedgers;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.PoolReach;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** A data center and its database, fresh for each case: one Kaktus, one pool with a template, one project, two adapters. */
final class Place {
    static final KaktusId KAKTUS = new KaktusId("k1");
    static final String POOL = "local";

    final InMemoryDataCenter dataCenter;
    final InMemoryLedgers ledgers = new InMemoryLedgers();
    final StoragePoolId pool;
    final ProjectId project;
    final TemplateId template;
    final AdapterId eth0;
    final AdapterId eth1;

    Place(InstantSource clock) {
        dataCenter = new InMemoryDataCenter(clock);
        dataCenter
                .addKaktus(KAKTUS, "kow0")
                .addPool(POOL, PoolReach.KAKTUS, Bytes.ofGib(100))
                .addSource("/images/debian", Bytes.ofGib(1));
        ledgers.addKaktus(ledgers.zone(), KAKTUS.value(), 16, Bytes.ofGib(32));
        pool = ledgers.addPool(POOL, PoolReach.KAKTUS, Bytes.ofGib(100), KAKTUS);
        project = ledgers.addProject("blue", Quotas.UNLIMITED);
        template = ledgers.addTemplate(pool, "debian", Bytes.ofGib(1));
        dataCenter.blockStore().importImage(new Import(ImageRef.of(POOL, template), "/images/debian"));
        eth0 = ledgers.addAdapter("eth0");
        eth1 = ledgers.addAdapter("eth1");
        ledgers.addPrivateSubnet(project, 5);
        ledgers.addPublicSubnet(5);
    }

    /** All that is in the data center and in the database. */
    List<String> dump() {
        return Stream.concat(dataCenter.dump().stream(), ledgers.dump().stream())
                .toList();
    }

    /** The state of the machine. */
    InstanceState machineState() {
        return dataCenter.hypervisor(KAKTUS).domains().getFirst().state();
    }
}
