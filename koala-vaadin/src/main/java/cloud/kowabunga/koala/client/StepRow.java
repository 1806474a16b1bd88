package cloud.kowabunga.koala.client;

import cloud.kowabunga.operation.StepState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One step of an operation.
 *
 * @param queue the task queue that carries it; empty for steps of a ledger
 * @param agent the name of the agent that has it or had it last
 * @param attempt from 1; 0 where it is not known
 * @param lastError why the attempt before this one failed
 * @param progress what the running step last reported: a fraction from 0 to 1, a percentage or words
 * @param error why it ended badly
 * @param undoRefused whether there is no way back from here: undoing it, or the operation's last word, was refused
 */
public record StepRow(
        int number,
        String name,
        @Nullable String activity,
        @Nullable String queue,
        @Nullable String agent,
        StepState state,
        int attempt,
        @Nullable String lastError,
        @Nullable JsonNode progress,
        @Nullable String error,
        boolean undoRefused,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    public StepRow {
        state = state == null ? StepState.RUNNING : state;
    }

    public boolean moving() {
        return state == StepState.RUNNING || state == StepState.UNDOING;
    }
}
