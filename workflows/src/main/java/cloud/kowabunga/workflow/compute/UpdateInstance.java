package cloud.kowabunga.workflow.compute;

import cloud.kowabunga.compute.InstanceLedger;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.workflow.OperationWorkflow;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Makes an instance what its new specification says: attaches and detaches volumes, running or stopped, and redefines the machine. */
@WorkflowInterface
public interface UpdateInstance extends OperationWorkflow {
    @WorkflowMethod
    void run(Input input);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Input(Order order, InstanceLedger.Update update) {}
}
