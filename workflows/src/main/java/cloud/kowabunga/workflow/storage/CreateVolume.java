package cloud.kowabunga.workflow.storage;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.workflow.OperationWorkflow;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Makes a volume, empty or as a clone of a template. Ends with its size. */
@WorkflowInterface
public interface CreateVolume extends OperationWorkflow {
    @WorkflowMethod
    Bytes run(Input input);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Input(Order order, VolumeLedger.Admission admission) {}
}
