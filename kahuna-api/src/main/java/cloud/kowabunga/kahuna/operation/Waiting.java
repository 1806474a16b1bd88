package cloud.kowabunga.kahuna.operation;

import cloud.kowabunga.kahuna.db.tables.records.OperationRecord;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.Step;
import cloud.kowabunga.operation.StepState;
import cloud.kowabunga.operation.WaitingKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an operation waits for.
 *
 * @param words who is awaited, for example {@code agent kaktus-b-2}; of a failure the sentence that tells of it
 * @param part the part of the operation that waits; absent where it waits itself
 */
record Waiting(
        WaitingKind kind,
        String words,
        Instant since,
        @Nullable OperationId part) {

    /** What a running step waits for: an agent that is away, or something that its agent could not reach. */
    static Optional<Waiting> of(OperationRecord operation, List<Step> steps, QueueAgents agents) {
        if (operation.getState().isFinal() || operation.getState() == OperationState.ATTENTION) {
            return Optional.empty();
        }
        return inQueues(steps)
                .flatMap(step -> of(operation, step, agents).stream())
                .findFirst();
    }

    private static Optional<Waiting> of(OperationRecord operation, Step step, QueueAgents agents) {
        return agents.absence(step.queue())
                .map(absence -> {
                    var since = absence.since();
                    var begun = step.startedAt();
                    return new Waiting(
                            WaitingKind.AGENT,
                            absence.who(),
                            since == null || since.isBefore(begun) ? begun : since,
                            null);
                })
                .or(() -> Optional.ofNullable(operation.getHeldUp())
                        .map(failure -> new Waiting(WaitingKind.FAILURE, failure, operation.getHeldUpSince(), null)));
    }

    /** The task queues that steps of this operation wait for an answer from. */
    static Set<String> queues(OperationRecord operation) {
        return operation.getState().isFinal()
                ? Set.of()
                : inQueues(StoredSteps.read(operation.getSteps()))
                        .map(Step::queue)
                        .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<Step> inQueues(List<Step> steps) {
        return steps.stream().filter(step -> runs(step) && !step.queue().isEmpty());
    }

    static boolean runs(Step step) {
        return step.state() == StepState.RUNNING || step.state() == StepState.UNDOING;
    }
}
