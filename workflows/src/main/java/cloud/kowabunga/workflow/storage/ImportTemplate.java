package cloud.kowabunga.workflow.storage;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.storage.TemplateLedger;
import cloud.kowabunga.workflow.OperationWorkflow;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Fetches an image and keeps it as a template. Ends with its virtual size. */
@WorkflowInterface
public interface ImportTemplate extends OperationWorkflow {
    @WorkflowMethod
    Bytes run(Input input);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Input(Order order, TemplateLedger.Admission admission) {}
}
