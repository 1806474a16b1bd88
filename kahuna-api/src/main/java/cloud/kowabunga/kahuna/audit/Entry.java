package cloud.kowabunga.kahuna.audit;

import org.jspecify.annotations.Nullable;

/**
 * What is written down of one deed.
 *
 * @param input JSON without secrets
 * @param operation what it began, continued or ended, if it is one
 */
public record Entry(
        Who who,
        String verb,
        String noun,
        @Nullable String request,
        Subject subject,
        @Nullable String input,
        Result result,
        @Nullable String fault,
        @Nullable String reason,
        @Nullable Execution operation) {

    Entry on(Subject other) {
        return new Entry(who, verb, noun, request, other, input, result, fault, reason, operation);
    }

    /** Who did it; all absent for somebody unknown. */
    public record Who(
            @Nullable String id,
            @Nullable String name,
            @Nullable String keyPrefix,
            @Nullable String address) {}

    /** What it was done to. */
    public record Subject(
            @Nullable String resource,
            @Nullable String name,
            @Nullable String project,
            @Nullable String region) {}

    /** Where to find an operation and its history. */
    public record Execution(String id, String workflowId, String runId) {}

    /** What came of it. */
    public enum Result {
        /** A change that is complete. */
        DONE,
        /** An operation was admitted or refused by its ledger; a later row tells its end. */
        STARTED,
        /** An operation was taken back to an earlier moment, from the engine's console. */
        RESET,
        SUCCEEDED,
        FAILED,
        CANCELLED,
        /** Nothing was done. */
        REFUSED
    }
}
