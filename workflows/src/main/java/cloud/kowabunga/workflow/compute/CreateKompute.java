package cloud.kowabunga.workflow.compute;

import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.KomputeLedger;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.workflow.OperationWorkflow;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Makes an instance with its disks, adapters and addresses, and starts it. Ends with the state it is in. */
@WorkflowInterface
public interface CreateKompute extends OperationWorkflow {
    @WorkflowMethod
    InstanceState run(Input input);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Input(Order order, KomputeLedger.Admission admission) {}
}
