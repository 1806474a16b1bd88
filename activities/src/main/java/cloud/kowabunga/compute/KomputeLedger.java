package cloud.kowabunga.compute;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.storage.VolumeSpec;
import cloud.kowabunga.storage.VolumeType;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import cloud.kowabunga.topology.ZoneId;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.temporal.activity.ActivityInterface;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What workflows ask of the database about Komputes: an instance, its volumes and its adapters, as one. They are rows like any
 * others; alone, none of them can be deleted or detached, and while an operation works on one of them, or on the whole, any other
 * is refused with OPERATION_RUNNING. Each call is one transaction, safe to run twice with the same input. Raises
 * {@code DATABASE_AWAY} (retryable) while PostgreSQL cannot be reached.
 */
@ActivityInterface(namePrefix = "Kompute.")
public interface KomputeLedger {
    /**
     * Admits a new Kompute with all its parts: quota, names, pool, template, addresses and Kaktus are decided at once. Raises what
     * {@link VolumeLedger#admit} and {@link InstanceLedger#admit} raise, SUBNET_FULL, and INVALID_STATE where the project has no
     * private subnet in the region, or the region no public network. The same operation asking again gets the same plan.
     */
    KomputePlan admit(Admission admission);

    /** Forgets a Kompute that was being created, with all its parts. Absence is success. */
    void withdraw(KomputeId kompute);

    /** Its disks are there, and its instance is in that state. */
    void settle(Settlement settlement);

    /** Marks it as being deleted and answers with where its parts are. Raises NOT_FOUND, OPERATION_RUNNING. */
    KomputePlan beginDelete(Claim claim);

    /** Takes the mark of {@link #beginDelete} back. */
    void abandonDelete(KomputeId kompute);

    /** Forgets the Kompute with all its parts, and with them their addresses and quota. Absence is success. */
    void forget(KomputeId kompute);

    /**
     * Computes what changes, reserves what is new and answers with the difference. Raises what {@link InstanceLedger#beginUpdate},
     * {@link VolumeLedger#admit} and {@link VolumeLedger#beginResize} raise, OPERATION_RUNNING, CHANGED_MEANWHILE, and INVALID_VALUE
     * for a disk that would shrink or go.
     */
    KomputeUpdatePlan beginUpdate(Update update);

    /** Writes the update down. */
    void settleUpdate(Update update);

    /** Lets go of what {@link #beginUpdate} reserved. A disk whose growth was written down already stays as large as it is. */
    void abandonUpdate(Update update);

    /**
     * A new Kompute: the Kaktus is elected in the zone where one is given, else in the region.
     *
     * @param pool where its disks are; absent for the region's default pool
     * @param template what its disk begins as; absent for the pool's default template
     * @param publicAddress whether it has an address in the region's public network too
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Admission(
            OperationId operation,
            ProjectId project,
            RegionId region,
            @Nullable ZoneId zone,
            @Nullable StoragePoolId pool,
            @Nullable TemplateId template,
            boolean publicAddress,
            KomputeSpec spec) {
        /** The volume that boots, as one that is created alone. */
        public VolumeLedger.Admission bootVolume() {
            var volume = new VolumeSpec(
                    spec.parts().disk(), spec.partName("os"), spec.description(), VolumeType.OS, spec.disk());
            return new VolumeLedger.Admission(operation, project, region, pool, template, volume);
        }

        /** Its instance, as one that is created alone of these adapters and its volumes. */
        public InstanceLedger.Admission machine(List<AdapterId> adapters) {
            var volumes = new ArrayList<VolumeId>();
            volumes.add(spec.parts().disk());
            if (spec.dataDisk().value() > 0) {
                volumes.add(spec.parts().dataDisk());
            }
            return new InstanceLedger.Admission(operation, project, region, zone, spec.instance(adapters, volumes));
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Settlement(KomputeId kompute, InstanceState state) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Claim(OperationId operation, KomputeId kompute) {}

    /** @param expected what the Kompute must be, or the update is refused with CHANGED_MEANWHILE; absent: whatever it is */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Update(
            OperationId operation,
            KomputeSpec spec,
            @Nullable KomputeSpec expected) {
        public Update(OperationId operation, KomputeSpec spec) {
            this(operation, spec, null);
        }

        /** Raises CHANGED_MEANWHILE. The ids of parts that a Kompute does not have are drawn anew at each reading, and say nothing. */
        public void requireExpected(KomputeSpec now) {
            if (expected != null && !expected.equals(now.of(expected.parts()))) {
                throw Fault.CHANGED_MEANWHILE.because(
                        "Kompute '%s' has changed since it was read. Read it again, and change it as it is now."
                                .formatted(now.name().value()));
            }
        }

        /** The growth of one disk, as of one that is resized alone. */
        public VolumeLedger.Resize growth(VolumeId volume) {
            var size = volume.equals(spec.parts().disk()) ? spec.disk() : spec.dataDisk();
            return new VolumeLedger.Resize(operation, volume, size, null);
        }
    }
}
