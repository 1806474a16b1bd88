package cloud.kowabunga.koala.client;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.StepState;
import cloud.kowabunga.operation.WaitingKind;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One operation as {@code GET /operation/{id}} tells it.
 *
 * @param verb the workflow's type, for example {@code CreateInstance}
 * @param action of {@code PowerInstance}
 * @param noun what kind of resource, as it stands in paths
 * @param resource the id of the resource
 * @param waitingFor what is away, for example {@code agent kaktus-b-2}, or the sentence of what cannot be reached
 * @param waitingPart the id of the part of it that waits; absent where it waits itself
 * @param fault the name of the fault that ended it
 * @param reason that fault's sentence
 * @param deadline until when it should have ended
 * @param overdue whether it goes on past that
 * @param decisions what a person may say to it now; empty before it has begun
 * @param parent the id of the operation that it is a part of
 * @param operations how many its resource has, where only the latest of each was asked for
 */
public record OperationRow(
        OperationId id,
        String verb,
        @Nullable PowerAction action,
        String noun,
        String resource,
        @Nullable String resourceName,
        @Nullable String project,
        @Nullable String region,
        @Nullable Who requester,
        OperationState state,
        @Nullable String waitingFor,
        @Nullable WaitingKind waitingKind,
        @Nullable String waitingPart,
        @Nullable Instant waitingSince,
        @Nullable Instant orderedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String fault,
        @Nullable String reason,
        @Nullable String workflowId,
        @Nullable String runId,
        @Nullable Instant deadline,
        boolean overdue,
        List<Decision> decisions,
        @Nullable String parent,
        @Nullable Integer operations,
        List<StepRow> steps) {
    private static final String BULK = "bulk";

    public OperationRow {
        state = state == null ? OperationState.RUNNING : state;
        decisions = decisions == null
                ? List.of()
                : decisions.stream().filter(Objects::nonNull).toList();
        steps = steps == null ? List.of() : List.copyOf(steps);
    }

    /** What is done as a person reads it, for example {@code Create instance} or {@code Shut down kompute}. */
    public String title() {
        return action == null ? Verbs.title(verb) : action.title() + " " + noun;
    }

    /** Whether it is made of operations on several resources. */
    public boolean isBulk() {
        return noun.equals(BULK);
    }

    /** The name of who asked; a dash where nobody knows any more. */
    public String requesterTitle() {
        return requester == null || requester.name().isBlank() ? "–" : requester.name();
    }

    /** What kind of resource, where this Koala knows it. */
    public Optional<Noun> nounOfResource() {
        return Arrays.stream(Noun.values())
                .filter(known ->
                        known.path().equalsIgnoreCase(noun) || known.name().equalsIgnoreCase(noun))
                .findFirst();
    }

    /** The resource's name where it has one, else its id. */
    public String resourceTitle() {
        return resourceName == null || resourceName.isBlank() ? resource : resourceName;
    }

    /** The step that cannot go on by itself or has failed at least once; empty while all is well. */
    public Optional<StepRow> stuck() {
        if (state.isFinal()) {
            return Optional.empty();
        }
        var attention = state == OperationState.ATTENTION;
        // What could not be undone is in question, and no longer what was refused before.
        return steps.reversed().stream()
                .filter(step -> attention && step.state() == StepState.FAILED && step.undoRefused())
                .findFirst()
                .or(() -> steps.reversed().stream()
                        .filter(step -> step.moving()
                                ? attention || step.lastError() != null
                                : attention && step.state() == StepState.FAILED)
                        .findFirst());
    }

    /** Whether a person may say that to it now. */
    public boolean offers(Decision decision) {
        return !state.isFinal() && decisions.contains(decision);
    }

    /** When it began, or was ordered if it has not. */
    public @Nullable Instant since() {
        return startedAt == null ? orderedAt : startedAt;
    }
}
