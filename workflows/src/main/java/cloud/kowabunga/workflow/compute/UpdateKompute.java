package cloud.kowabunga.workflow.compute;

import cloud.kowabunga.compute.KomputeLedger;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.workflow.OperationWorkflow;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/**
 * Makes a Kompute what its new specification says: size and name of its instance, a data disk that it did not have, disks that
 * grow. Once a disk grows, a cancel is too late.
 */
@WorkflowInterface
public interface UpdateKompute extends OperationWorkflow {
    @WorkflowMethod
    void run(Input input);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Input(Order order, KomputeLedger.Update update) {}
}
