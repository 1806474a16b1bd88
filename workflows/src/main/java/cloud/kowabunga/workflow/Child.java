package cloud.kowabunga.workflow;

import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.KomputeId;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.fault.Faults;
import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.operation.OperationLedger;
import cloud.kowabunga.operation.OperationLedger.Glance;
import cloud.kowabunga.operation.OperationLedger.Inquiry;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.topology.TaskQueues;
import cloud.kowabunga.workflow.RunBulk.Part;
import cloud.kowabunga.workflow.compute.DeleteInstance;
import cloud.kowabunga.workflow.compute.DeleteKompute;
import cloud.kowabunga.workflow.compute.PowerInstance;
import cloud.kowabunga.workflow.storage.DeleteTemplate;
import cloud.kowabunga.workflow.storage.DeleteVolume;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.CancelExternalWorkflowException;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.ChildWorkflowCancellationType;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * One part of a bulk: an ordinary operation, carried out by an ordinary workflow that happens to have a parent. How it ended is said by
 * its ledger and not by the engine, which calls cancelled what was cancelled too late, and knows nothing of what an earlier run of the
 * bulk began.
 */
final class Child {
    /** Between the start of a workflow and its first word to the ledger, nobody can say whose it is. */
    private static final int LOOKS_AT_A_STRANGER = 30;

    /** The key of the operation's id in the context of the log. */
    private static final String LOGGED_AS = "operation";

    private final RunBulk.Input bulk;
    private final Part part;
    private final Order order;
    private final String workflowId;
    private final CancellationScope operation;
    private final Lookout lookout;

    Child(RunBulk.Input bulk, Part part, Order order, CancellationScope operation, Lookout lookout) {
        this.bulk = bulk;
        this.part = part;
        this.order = order;
        this.workflowId = order.noun().path() + "/" + order.resource();
        this.operation = operation;
        this.lookout = lookout;
    }

    /** Waits for its end, which began it or another run of the bulk. Empty where it succeeded, else why it did not. */
    Optional<KowabungaException> end() {
        for (var look = 0; look < LOOKS_AT_A_STRANGER; look++) {
            var found = look();
            if (found.state() != null) {
                return join(found);
            }
            if (look > 0 && found.other() != null) {
                return Optional.of(occupied(found.other()));
            }
            try {
                start();
                return Optional.empty();
            } catch (ChildWorkflowFailure failed) {
                if (!(failed.getCause() instanceof WorkflowExecutionAlreadyStarted)) {
                    return ended(failed);
                }
            }
            if (look > 0) {
                pause(Patience.FIRST_LOOK);
            }
        }
        return Optional.of(occupied("another operation"));
    }

    /** What is logged of the part is logged under its own operation: the context of the log travels with the start. */
    private void start() {
        var whole = MDC.get(LOGGED_AS);
        MDC.put(LOGGED_AS, order.id().value());
        try {
            execute();
        } finally {
            MDC.put(LOGGED_AS, whole);
        }
    }

    private void execute() {
        Workflow.newUntypedChildWorkflowStub(
                        order.verb(),
                        ChildWorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.KAHUNA)
                                .setWorkflowId(workflowId)
                                .setTypedSearchAttributes(Attributes.of(order))
                                .setStaticSummary(order.summary())
                                .setStaticDetails("Operation %s, a part of operation %s, ordered by %s."
                                        .formatted(
                                                order.id(),
                                                order.parent(),
                                                order.requester().name()))
                                .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                                .setCancellationType(ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED)
                                .build())
                .execute(Object.class, input());
    }

    private Object input() {
        return switch (order.verb()) {
            case "DeleteInstance" -> new DeleteInstance.Input(order, new InstanceId(order.resource()));
            case "DeleteKompute" -> new DeleteKompute.Input(order, new KomputeId(order.resource()));
            case "DeleteVolume" -> new DeleteVolume.Input(order, new VolumeId(order.resource()));
            case "DeleteTemplate" -> new DeleteTemplate.Input(order, new TemplateId(order.resource()));
            case "PowerInstance" ->
                new PowerInstance.Input(
                        order, Objects.requireNonNull(part.instance()), Objects.requireNonNull(bulk.action()));
            default -> throw Fault.INTERNAL.because("A bulk cannot order " + order.verb() + ".");
        };
    }

    private Optional<KowabungaException> ended(ChildWorkflowFailure failed) {
        var found = look();
        // What was never opened was never begun: the engine's word is all there is.
        return found.state() == null ? Optional.of(Faults.from(failed)) : join(found);
    }

    /** Waits for the end of what goes on without us: begun by an earlier run of the bulk, or reset in the engine's console. */
    private Optional<KowabungaException> join(Glance found) {
        if (Objects.requireNonNull(found.state()).isFinal()) {
            return outcome(found);
        }
        var end = lookout.end(order.id());
        detached(() -> {
            Workflow.await(() -> end.isCompleted() || operation.isCancelRequested());
            return true;
        });
        if (!end.isCompleted()) {
            cancel(look().run());
            lookout.hurry();
            end.get();
        }
        return outcome(look());
    }

    private void cancel(@Nullable String run) {
        try {
            detached(() -> {
                Workflow.newUntypedExternalWorkflowStub(WorkflowExecution.newBuilder()
                                .setWorkflowId(workflowId)
                                .setRunId(run == null ? "" : run)
                                .build())
                        .cancel();
                return true;
            });
        } catch (CancelExternalWorkflowException _) {
            // It has ended, and the ledger will say how.
        }
    }

    private static Optional<KowabungaException> outcome(Glance found) {
        if (found.state() == OperationState.SUCCEEDED) {
            return Optional.empty();
        }
        var fault = found.fault() == null ? Fault.INTERNAL : found.fault();
        return Optional.of(fault.because(found.reason() == null ? "It was not done." : found.reason()));
    }

    private KowabungaException occupied(String by) {
        return Fault.OPERATION_RUNNING.because("%s '%s' is being worked on by operation %s. Wait for it or cancel it."
                .formatted(order.noun().title(), order.resourceName(), by));
    }

    private Glance look() {
        return detached(() -> Stubs.ledger(OperationLedger.class, "Look how " + order.resourceName() + " stands")
                .look(new Inquiry(order.id(), workflowId)));
    }

    private static void pause(Duration length) {
        detached(() -> {
            Workflow.sleep(length);
            return true;
        });
    }

    private static <R> R detached(Supplier<R> act) {
        var result = new ArrayList<R>(1);
        Workflow.newDetachedCancellationScope(() -> result.add(act.get())).run();
        return result.getFirst();
    }
}
