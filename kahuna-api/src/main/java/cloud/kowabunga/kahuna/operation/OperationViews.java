package cloud.kowabunga.kahuna.operation;

import cloud.kowabunga.kahuna.db.tables.records.OperationRecord;
import cloud.kowabunga.operation.Decision;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.Requester;
import cloud.kowabunga.operation.Step;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.GlobalDataConverter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Puts together what the ledger wrote down, what the engine knows of the running step, and who serves its queue. */
final class OperationViews {
    private OperationViews() {}

    static OperationView of(
            OperationRecord operation, List<PendingActivityInfo> pending, QueueAgents agents, WaitingParts parts) {
        var steps = StoredSteps.read(operation.getSteps());
        var carriers = Carriers.read(operation.getCarriers());
        var waiting = parts.of(operation.getId())
                .or(() -> Waiting.of(operation, steps, agents))
                .orElse(null);
        return new OperationView(
                operation.getId(),
                operation.getParentId(),
                operation.getVerb(),
                operation.getAction(),
                operation.getNoun(),
                operation.getResource(),
                operation.getResourceName(),
                operation.getProjectId(),
                operation.getRegionId(),
                new Requester(operation.getRequesterName(), operation.getRequesterId()),
                waiting == null || operation.getState() == OperationState.CANCELLING
                        ? operation.getState()
                        : OperationState.WAITING,
                waiting == null ? null : waiting.words(),
                waiting == null ? null : waiting.kind(),
                waiting == null ? null : waiting.part(),
                waiting == null ? null : waiting.since(),
                operation.getOrderedAt(),
                operation.getStartedAt(),
                operation.getEndedAt(),
                operation.getFault(),
                operation.getReason(),
                operation.getWorkflowId(),
                operation.getRunId(),
                operation.getDeadline(),
                isOverdue(operation),
                Arrays.stream(operation.getDecisions()).map(Decision::valueOf).toList(),
                steps.stream()
                        .map(step -> view(step, of(step, pending), carriers.of(step)))
                        .toList());
    }

    private static boolean isOverdue(OperationRecord operation) {
        return operation.getEndedAt() == null
                && operation.getDeadline() != null
                && operation.getDeadline().isBefore(Instant.now());
    }

    private static Optional<PendingActivityInfo> of(Step step, List<PendingActivityInfo> pending) {
        return pending.stream()
                .filter(activity -> Waiting.runs(step)
                        && activity.getActivityType().getName().equals(step.activity()))
                .findFirst();
    }

    private static OperationView.Step view(Step step, Optional<PendingActivityInfo> pending, Optional<String> agent) {
        return new OperationView.Step(
                step.number(),
                step.name(),
                step.activity(),
                step.queue(),
                agent.orElse(null),
                step.state(),
                step.retries()
                        + pending.map(PendingActivityInfo::getAttempt)
                                .filter(attempt -> attempt > 0)
                                .orElse(1),
                pending.filter(PendingActivityInfo::hasLastFailure)
                        .map(activity -> activity.getLastFailure().getMessage())
                        .orElse(null),
                pending.filter(PendingActivityInfo::hasHeartbeatDetails)
                        .map(activity -> progress(activity.getHeartbeatDetails()))
                        .filter(text -> !text.isBlank())
                        .orElse(null),
                step.error(),
                step.undoRefused(),
                step.startedAt(),
                step.endedAt());
    }

    /** What agents say of themselves is a text; anything else is not for people. */
    private static String progress(Payloads details) {
        try {
            var text = GlobalDataConverter.get().fromPayloads(0, Optional.of(details), String.class, String.class);
            return text == null ? "" : text;
        } catch (DataConverterException _) {
            return "";
        }
    }
}
