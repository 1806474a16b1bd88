package cloud.kowabunga.kahuna.operation;

import cloud.kowabunga.kahuna.db.tables.records.OperationRecord;
import cloud.kowabunga.operation.Decision;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.Requester;
import cloud.kowabunga.operation.Step;
import cloud.kowabunga.operation.StepState;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.workflow.v1.PendingActivityInfo;
import io.temporal.common.converter.DataConverterException;
import io.temporal.common.converter.GlobalDataConverter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts together what the ledger wrote down, what the engine knows of the running step, and who serves its queue. */
final class OperationViews {
    private OperationViews() {}

    static OperationView of(
            OperationRecord operation, List<PendingActivityInfo> pending, QueueAgents agents, PausedParts paused) {
        var steps = StoredSteps.read(operation.getSteps());
        var carriers = Carriers.read(operation.getCarriers());
        var waiting = operation.getState().isFinal() || operation.getState() == OperationState.ATTENTION
                ? null
                : paused.of(operation.getId())
                        .map(part -> new Waiting(part.who(), part.since()))
                        .orElseGet(() -> waiting(operation, steps, agents));
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
                waiting == null ? null : waiting.on(),
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

    /** The task queues that steps of this operation wait for an answer from. */
    static Set<String> awaited(OperationRecord operation) {
        return operation.getState().isFinal()
                ? Set.of()
                : StoredSteps.read(operation.getSteps()).stream()
                        .filter(step -> runs(step) && !step.queue().isEmpty())
                        .map(Step::queue)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** What a running step waits for: an agent that is away, or something that its agent could not reach. */
    private static @Nullable Waiting waiting(OperationRecord operation, List<Step> steps, QueueAgents agents) {
        for (var step : steps) {
            if (!runs(step) || step.queue().isEmpty()) {
                continue;
            }
            var absence = agents.absence(step.queue());
            if (absence.isPresent()) {
                var since = absence.get().since();
                var begun = step.startedAt();
                return new Waiting(absence.get().who(), since == null || since.isBefore(begun) ? begun : since);
            }
            if (operation.getHeldUp() != null) {
                return new Waiting(operation.getHeldUp(), operation.getHeldUpSince());
            }
        }
        return null;
    }

    private static Optional<PendingActivityInfo> of(Step step, List<PendingActivityInfo> pending) {
        return pending.stream()
                .filter(activity ->
                        runs(step) && activity.getActivityType().getName().equals(step.activity()))
                .findFirst();
    }

    private static boolean runs(Step step) {
        return step.state() == StepState.RUNNING || step.state() == StepState.UNDOING;
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

    private record Waiting(String on, Instant since) {}
}
