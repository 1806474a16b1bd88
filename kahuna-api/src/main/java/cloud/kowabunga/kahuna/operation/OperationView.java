package cloud.kowabunga.kahuna.operation;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.operation.Decision;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.Requester;
import cloud.kowabunga.operation.StepState;
import cloud.kowabunga.operation.WaitingKind;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.RegionId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation as people see it: what the ledger wrote down, and of the step that runs what the engine knows.
 *
 * @param parent the operation that it is a part of
 * @param action which of the actions on power
 * @param waitingFor who is awaited, for example {@code agent kaktus-b-2}, or the sentence of what could not be reached; present in
 *     state WAITING, and where something stands still while it is being cancelled
 * @param waitingPart the part of it that waits; absent where it waits itself
 * @param deadline when it should have ended; passing it ends nothing
 * @param overdue whether it goes on past its deadline
 * @param decisions what a person may say to it now
 */
public record OperationView(
        OperationId id,
        @Nullable OperationId parent,
        String verb,
        @Nullable PowerAction action,
        Noun noun,
        String resource,
        String resourceName,
        @Nullable ProjectId project,
        @Nullable RegionId region,
        Requester requester,
        OperationState state,
        @Nullable String waitingFor,
        @Nullable WaitingKind waitingKind,
        @Nullable OperationId waitingPart,
        @Nullable Instant waitingSince,
        Instant orderedAt,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Fault fault,
        @Nullable String reason,
        String workflowId,
        String runId,
        @Nullable Instant deadline,
        boolean overdue,
        List<Decision> decisions,
        List<Step> steps) {
    public OperationView {
        decisions = List.copyOf(decisions);
        steps = List.copyOf(steps);
    }

    /**
     * @param agent the name of the agent that has it, or had it last; absent for what no agent does or has begun
     * @param attempt from 1; above 1 the engine tries again, or a person let it be done again
     * @param lastError why the attempt before failed
     * @param undoRefused whether there is no way back from here: its undoing, or the last word of the operation, was refused
     * @param progress what the step says of itself, for example how much of an image is there
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
}
