package cloud.kowabunga.compute;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.operation.OperationId;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * All that a hypervisor needs to know to make a machine.
 *
 * @param instance names the domain: {@code kowabunga-<id>}
 * @param title what people call it
 * @param operation the operation that wants it so; kept in the domain's metadata, so that an orphan names its maker
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DomainSpec(
        InstanceId instance,
        String title,
        Bytes memory,
        int vcpus,
        boolean uefi,
        List<DiskSpec> disks,
        List<NicSpec> nics,
        Seed seed,
        OperationId operation) {
    public DomainSpec {
        disks = List.copyOf(disks);
        nics = List.copyOf(nics);
    }
}
