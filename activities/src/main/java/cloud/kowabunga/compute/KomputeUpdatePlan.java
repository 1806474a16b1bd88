package cloud.kowabunga.compute;

import cloud.kowabunga.storage.ResizePlan;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.storage.VolumePlan;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The difference between what a Kompute is and what it shall be.
 *
 * @param machine the difference of its instance; a new disk is among those to attach
 * @param newDisk the data disk to make, where it had none
 * @param growths the disks that grow
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record KomputeUpdatePlan(
        InstanceUpdatePlan machine, @Nullable VolumePlan newDisk, List<Growth> growths) {
    public KomputeUpdatePlan {
        growths = List.copyOf(growths);
    }

    /** One disk that grows. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Growth(VolumeId volume, ResizePlan plan) {}
}
