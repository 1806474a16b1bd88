package cloud.kowabunga.kahuna.operation;

import cloud.kowabunga.Id;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.kahuna.audit.Entry;
import cloud.kowabunga.kahuna.db.tables.records.OperationRecord;
import cloud.kowabunga.kahuna.wire.Json;
import cloud.kowabunga.operation.OperationLedger.Opening;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.Order;
import cloud.kowabunga.operation.Outcome;
import cloud.kowabunga.operation.Requester;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the audit keeps of an operation: that it began, with what was asked for, and how it ended. */
final class Records {
    private Records() {}

    static Entry begun(Opening opening) {
        var order = opening.order();
        var origin = order.origin();
        return new Entry(
                who(
                        order.requester(),
                        origin == null ? null : origin.keyPrefix(),
                        origin == null ? null : origin.address()),
                order.verb(),
                order.noun().path(),
                null,
                new Entry.Subject(
                        order.resource(), order.resourceName(), value(order.project()), value(order.region())),
                input(order),
                Entry.Result.STARTED,
                null,
                null,
                new Entry.Execution(order.id().value(), opening.workflowId(), opening.runId()));
    }

    /** Somebody reset it in the engine's console. */
    static Entry reset(OperationRecord operation) {
        return of(operation, Entry.Result.RESET, null, null);
    }

    /** @param operation as it was before */
    static Entry ended(OperationRecord operation, Outcome outcome) {
        return of(
                operation,
                result(outcome.state()),
                outcome.fault() == null ? null : outcome.fault().name(),
                outcome.reason());
    }

    private static Entry of(
            OperationRecord operation, Entry.Result result, @Nullable String fault, @Nullable String reason) {
        return new Entry(
                who(new Requester(operation.getRequesterName(), operation.getRequesterId()), null, null),
                operation.getVerb(),
                operation.getNoun().path(),
                null,
                new Entry.Subject(
                        operation.getResource(),
                        operation.getResourceName(),
                        value(operation.getProjectId()),
                        value(operation.getRegionId())),
                operation.getAction() == null ? null : input(operation.getAction()),
                result,
                fault,
                reason,
                new Entry.Execution(operation.getId().value(), operation.getWorkflowId(), operation.getRunId()));
    }

    private static @Nullable String input(Order order) {
        if (order.action() != null) {
            return input(order.action());
        }
        return order.origin() == null ? null : order.origin().input();
    }

    /** An action on power stands in the path alone; each entry tells it as what was asked for. */
    private static String input(PowerAction action) {
        return Json.mapper().writeValueAsString(Map.of("action", action.word()));
    }

    private static Entry.Result result(OperationState end) {
        return switch (end) {
            case SUCCEEDED -> Entry.Result.SUCCEEDED;
            case FAILED -> Entry.Result.FAILED;
            case CANCELLED -> Entry.Result.CANCELLED;
            case ACCEPTED, RUNNING, WAITING, ATTENTION, CANCELLING ->
                throw new IllegalArgumentException(end + " is no end.");
        };
    }

    private static Entry.Who who(Requester requester, @Nullable String keyPrefix, @Nullable String address) {
        return new Entry.Who(requester.id(), requester.name(), keyPrefix, address);
    }

    private static @Nullable String value(@Nullable Id id) {
        return id == null ? null : id.value();
    }
}
