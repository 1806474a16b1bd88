package cloud.kowabunga.workflow.compute;

import cloud.kowabunga.compute.KomputeId;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.workflow.OperationWorkflow;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Removes a Kompute with all its parts. Once its machine is being removed, a cancel is too late. */
@WorkflowInterface
public interface DeleteKompute extends OperationWorkflow {
    @WorkflowMethod
    void run(Input input);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Input(Order order, KomputeId kompute) {}
}
