package cloud.kowabunga.compute;

import cloud.kowabunga.storage.VolumePlan;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What the ledger decided of a Kompute.
 *
 * @param machine its instance: where it lives and what its machine looks like
 * @param disks its own volumes, the one that boots first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record KomputePlan(InstancePlan machine, List<VolumePlan> disks) {
    public KomputePlan {
        disks = List.copyOf(disks);
    }
}
