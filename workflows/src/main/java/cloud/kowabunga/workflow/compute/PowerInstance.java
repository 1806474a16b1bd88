package cloud.kowabunga.workflow.compute;

import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.workflow.OperationWorkflow;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Starts, stops, shuts down, reboots, resets, suspends or resumes an instance. Ends with the state it is in. Power is not undone: a cancel only ends the waiting, and what the machine then does is written down. */
@WorkflowInterface
public interface PowerInstance extends OperationWorkflow {
    @WorkflowMethod
    InstanceState run(Input input);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Input(Order order, InstanceId instance, PowerAction action) {}
}
