package cloud.kowabunga.compute;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * The difference between what an instance is and what it shall be.
 *
 * @param before its place and its machine before
 * @param after its machine afterwards
 * @param attach disks to attach
 * @param detach disks to detach
 * @param redefine whether memory, virtual CPUs, adapters or title change: takes effect at the next start of a running instance
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record InstanceUpdatePlan(
        InstancePlan before, DomainSpec after, List<DiskSpec> attach, List<DiskSpec> detach, boolean redefine) {
    public InstanceUpdatePlan {
        attach = List.copyOf(attach);
        detach = List.copyOf(detach);
    }
}
