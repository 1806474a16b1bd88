package cloud.kowabunga.compute;

import cloud.kowabunga.operation.OperationId;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import org.jspecify.annotations.Nullable;

/** A domain of ours as a hypervisor finds it, with the operation that made it where its metadata tells. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DomainReport(
        InstanceId instance, InstanceState state, @Nullable OperationId operation) {}
