package cloud.kowabunga.workflow.compute;

import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.workflow.OperationWorkflow;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Destroys the machine of an instance and forgets the instance; its volumes and adapters stay. Once the machine is being destroyed, a cancel is too late: the operation goes on to its end. */
@WorkflowInterface
public interface DeleteInstance extends OperationWorkflow {
    @WorkflowMethod
    void run(Input input);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Input(Order order, InstanceId instance) {}
}
