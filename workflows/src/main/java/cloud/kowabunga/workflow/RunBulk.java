package cloud.kowabunga.workflow;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.operation.Origin;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does the same to many resources, each by an operation of its own. One that is refused changes nothing for the others, and nothing that
 * is done is undone for another's sake. A cancel begins no more of them and cancels those that go on.
 */
@WorkflowInterface
public interface RunBulk extends OperationWorkflow {
    @WorkflowMethod
    void run(Input input);

    /**
     * Which operations.
     *
     * @param verb the workflow's type of each
     * @param noun of each resource
     * @param action of {@code PowerInstance}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Input(
            Order order,
            String verb,
            Noun noun,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable PowerAction action,

            List<Part> parts) {
        public Input {
            parts = List.copyOf(parts);
        }

        /** What orders one part: all that the bulk's own order says, but for what the request said, which is told once. */
        Order orderOf(Part part) {
            var origin = order.origin();
            return new Order(
                    part.operation(),
                    verb,
                    noun,
                    part.resource(),
                    part.name(),
                    part.project(),
                    part.region(),
                    order.requester(),
                    order.orderedAt(),
                    origin == null ? null : new Origin(origin.keyPrefix(), origin.address(), null),
                    order.pauseOnFailure(),
                    order.id(),
                    action);
        }

        /** What a step is called, for example {@code Delete instance web-1} or {@code Suspend kompute shop-1}. */
        String titleOf(Part part) {
            return orderOf(part).summary();
        }
    }

    /**
     * One resource.
     *
     * @param operation of this part; fixed, so that a bulk that begins anew finds what it began before
     * @param instance of a power action, the machine
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Part(
            OperationId operation,
            String resource,
            String name,
            @Nullable ProjectId project,
            @Nullable RegionId region,
            @Nullable InstanceId instance) {}
}
