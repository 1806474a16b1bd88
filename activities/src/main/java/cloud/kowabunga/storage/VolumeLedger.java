package cloud.kowabunga.storage;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.Name;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;

/**
 * What workflows ask of the database about volumes. Each call is one transaction, safe to run twice with the same input.
 * Raises {@code DATABASE_AWAY} (retryable) while PostgreSQL cannot be reached.
 */
@ActivityInterface(namePrefix = "Volume.")
public interface VolumeLedger {
    /** Checks quota, name, pool and template, writes the row. Raises NAME_TAKEN, QUOTA_EXCEEDED, POOL_FULL, NOT_FOUND, INVALID_VALUE, INVALID_STATE. */
    VolumePlan admit(Admission admission);

    /** Forgets a volume that was being created. Absence is success. */
    void withdraw(VolumeId volume);

    /** The volume is there and ready. */
    void settle(VolumeId volume);

    /**
     * Reserves the growth and gives the volume its new name, or does neither. Shrinking raises INVALID_VALUE; a volume that is not
     * ready INVALID_STATE; a name that another volume has NAME_TAKEN.
     */
    ResizePlan beginResize(Resize resize);

    void settleResize(Resize resize);

    /** Gives the reserved growth back. A new name stays. */
    void abandonResize(Resize resize);

    /** Marks it as being deleted. Raises IN_USE while an instance has it. */
    VolumePlan beginDelete(Claim claim);

    void abandonDelete(VolumeId volume);

    /** Forgets the volume and gives its quota back. Absence is success. */
    void forget(VolumeId volume);

    /** A new volume: without a pool in the region's default one; of type OS without a template from the pool's default one. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Admission(
            OperationId operation,
            ProjectId project,
            RegionId region,
            @Nullable StoragePoolId pool,
            @Nullable TemplateId template,
            VolumeSpec spec) {}

    /**
     * @param naming absent: name and description stay
     * @param expected what the volume must be, or the resize is refused with CHANGED_MEANWHILE; absent: whatever it is
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Resize(
            OperationId operation,
            VolumeId volume,
            Bytes size,
            @Nullable Naming naming,
            @Nullable Expected expected) {
        public Resize(OperationId operation, VolumeId volume, Bytes size, @Nullable Naming naming) {
            this(operation, volume, size, naming, null);
        }
    }

    /** What of a volume may change. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Expected(Naming naming, Bytes size) {}

    /** What a volume is called. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Naming(Name name, @Nullable String description) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Claim(OperationId operation, VolumeId volume) {}
}
