package cloud.kowabunga.workflow.storage;

import cloud.kowabunga.operation.Order;
import cloud.kowabunga.storage.VolumeLedger;
import cloud.kowabunga.workflow.OperationWorkflow;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Grows a volume, also while an instance runs with it. Once the store is growing the image, there is no way back: a cancel is too late. */
@WorkflowInterface
public interface ResizeVolume extends OperationWorkflow {
    @WorkflowMethod
    void run(Input input);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Input(Order order, VolumeLedger.Resize resize) {}
}
