package cloud.kowabunga.kahuna.operation;

import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.Requester;
import cloud.kowabunga.operation.StepState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An operation, seen from outside.
 *
 * @param operations how many its resource has, where only the latest of each was asked for
 */
public record OperationBody(
        String id,
        @Nullable String parent,
        String verb,
        @Nullable String action,
        String noun,
        String resource,
        String resourceName,
        @Nullable String project,
        @Nullable String region,
        Requester requester,
        OperationState state,
        @Nullable String waitingFor,
        @Nullable String waitingKind,
        @Nullable String waitingPart,
        @Nullable Instant waitingSince,
        Instant orderedAt,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String fault,
        @Nullable String reason,
        String workflowId,
        String runId,
        @Nullable Instant deadline,
        boolean overdue,
        List<String> decisions,
        @Nullable Integer operations,
        List<Step> steps) {

    /**
     * One step, with the name of the {@code agent} that has it or had it last; {@code attempt}, {@code last_error} and {@code progress} are the engine's word of the step that runs, and {@code attempt} counts
     * what a person let be done again. Where it was its undoing that was refused, {@code undo_refused} says so.
     */
    public record Step(
            int number,
            String name,
            String activity,
            String queue,
            @Nullable String agent,
            StepState state,
            int attempt,
            @Nullable String lastError,
            @Nullable String progress,
            @Nullable String error,
            boolean undoRefused,
            Instant startedAt,
            @Nullable Instant endedAt) {}

    public static OperationBody of(OperationView view) {
        return new OperationBody(
                view.id().value(),
                view.parent() == null ? null : view.parent().value(),
                view.verb(),
                view.action() == null ? null : view.action().word(),
                view.noun().path(),
                view.resource(),
                view.resourceName(),
                view.project() == null ? null : view.project().value(),
                view.region() == null ? null : view.region().value(),
                view.requester(),
                view.state(),
                view.waitingFor(),
                view.waitingKind() == null ? null : view.waitingKind().name().toLowerCase(Locale.ROOT),
                view.waitingPart() == null ? null : view.waitingPart().value(),
                view.waitingSince(),
                view.orderedAt(),
                view.startedAt(),
                view.endedAt(),
                view.fault() == null ? null : view.fault().name(),
                view.reason(),
                view.workflowId(),
                view.runId(),
                view.deadline(),
                view.overdue(),
                view.decisions().stream()
                        .map(decision -> decision.name().toLowerCase(Locale.ROOT))
                        .toList(),
                null,
                view.steps().stream().map(OperationBody::step).toList());
    }

    /** The latest of so many. */
    OperationBody amongAll(int all) {
        return new OperationBody(
                id,
                parent,
                verb,
                action,
                noun,
                resource,
                resourceName,
                project,
                region,
                requester,
                state,
                waitingFor,
                waitingKind,
                waitingPart,
                waitingSince,
                orderedAt,
                startedAt,
                endedAt,
                fault,
                reason,
                workflowId,
                runId,
                deadline,
                overdue,
                decisions,
                all,
                steps);
    }

    private static Step step(OperationView.Step step) {
        return new Step(
                step.number(),
                step.name(),
                step.activity(),
                step.queue(),
                step.agent(),
                step.state(),
                step.attempt(),
                step.lastError(),
                step.progress(),
                step.error(),
                step.undoRefused(),
                step.startedAt(),
                step.endedAt());
    }
}
