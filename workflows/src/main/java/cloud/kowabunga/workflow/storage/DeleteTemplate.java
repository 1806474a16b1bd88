package cloud.kowabunga.workflow.storage;

import cloud.kowabunga.operation.Order;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.workflow.OperationWorkflow;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Removes the image of a template and forgets the template. Once the image is being removed, a cancel is too late. */
@WorkflowInterface
public interface DeleteTemplate extends OperationWorkflow {
    @WorkflowMethod
    void run(Input input);

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Input(Order order, TemplateId template) {}
}
