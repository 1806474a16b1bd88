package cloud.kowabunga.testing;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.compute.KomputeLedger;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationLedger;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.Step;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.storage.TemplateLedger;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.tenancy.Quotas;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.PoolReach;
import cloud.kowabunga.topology.RegionId;
import cloud.kowabunga.topology.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A database behind the ledgers, as a test sees it: it can be filled with what operations do not make themselves, and looked into.
 * A new world has one region with one zone, a VNet on bridge {@code kow0} and a subnet of it; nothing else.
 */
public interface World {
    InstanceLedger instances();

    KomputeLedger komputes();

    VolumeLedger volumes();

    TemplateLedger templates();

    OperationLedger operations();

    RegionId region();

    ZoneId zone();

    /** Adds another zone to the region. */
    ZoneId addZone(String name);

    /** Adds a Kaktus whose agent is alive. The capacity is what it may promise in all, overcommit counted in. */
    KaktusId addKaktus(ZoneId zone, String name, int vcpus, Bytes memory);

    /** Says whether the agent of that Kaktus is alive. */
    void setAlive(KaktusId kaktus, boolean alive);

    /**
     * Adds a pool of the region, equally named in the agents' configuration.
     *
     * @param servedBy the Kaktus whose agents serve it; one for a pool that reaches only its Kaktus
     */
    StoragePoolId addPool(String name, PoolReach reach, Bytes capacity, KaktusId... servedBy);

    /** Makes it the region's pool for whoever names none. */
    void makeDefault(StoragePoolId pool);

    ProjectId addProject(String name, Quotas quotas);

    void setQuotas(ProjectId project, Quotas quotas);

    /** Adds a template whose image is there. */
    TemplateId addTemplate(StoragePoolId pool, String name, Bytes size);

    /** Makes it the pool's template for whoever names none. */
    void makeDefault(TemplateId template);

    /** Gives the project a private subnet of that many free addresses in the region, from 1 to 250. */
    void addPrivateSubnet(ProjectId project, int addresses);

    /** Gives the region a public network whose default subnet has that many free addresses, from 1 to 250. */
    void addPublicSubnet(int addresses);

    /** Adds an adapter with an address of the world's subnet. */
    AdapterId addAdapter(String name);

    /**
     * One line for each kompute, instance, volume, template and used adapter with all that operations change of them (state, size, name,
     * who has it, who reserves it), sorted, without times and operation ids. Equal databases give equal dumps.
     */
    List<String> dump();

    /** What the project uses, with all that is reserved. */
    Quotas usage(ProjectId project);

    /** The operation as it is written down, if it is. */
    Optional<Written> operation(OperationId operation);

    record Written(
            OperationState state,
            List<Step> steps,
            @Nullable Fault fault,
            @Nullable String reason) {
        public Written {
            steps = List.copyOf(steps);
        }
    }
}
