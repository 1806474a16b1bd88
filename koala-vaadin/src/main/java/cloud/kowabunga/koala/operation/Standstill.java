package cloud.kowabunga.koala.operation;

import cloud.kowabunga.koala.client.Decision;
import cloud.kowabunga.koala.client.OperationRow;
import cloud.kowabunga.koala.client.StepRow;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.WaitingKind;
import java.util.ArrayList;
import java.util.List;

/** Why an operation does not move, and what would move it, in sentences. */
final class Standstill {
    private Standstill() {}

    /** What it waits for; empty where it does not wait. */
    static String waits(OperationRow operation) {
        var awaited = operation.waitingFor();
        if (awaited == null || operation.state().isFinal()) {
            return "";
        }
        return operation.waitingKind() == WaitingKind.FAILURE
                ? "Tries again and again. " + awaited
                : "Waits for " + awaited;
    }

    /** The same for a banner, with since when and what ends it. */
    static String waitsSince(OperationRow operation, String since) {
        var others = operation.waitingPart() == null ? "" : " Its other parts go on meanwhile.";
        return switch (operation.waitingKind()) {
            case FAILURE ->
                "Tries again and again since %s: %s It goes on by itself as soon as that is over.%s"
                        .formatted(since, operation.waitingFor(), others);
            case DECISION -> "%s since %s.%s".formatted(waits(operation), since, others);
            case AGENT ->
                "%s since %s. It goes on by itself as soon as that is back.%s"
                        .formatted(waits(operation), since, others);
            case null -> "%s since %s.%s".formatted(waits(operation), since, others);
        };
    }

    /** In a line of a list: what it waits for, what it stands still before, or what came of it. */
    static String inShort(OperationRow operation) {
        var waits = waits(operation);
        if (!waits.isEmpty()) {
            return waits;
        }
        return operation.state() == OperationState.ATTENTION
                ? operation.stuck().map(Standstill::what).orElse("")
                : operation.reason() == null ? "" : operation.reason();
    }

    /** Of an operation that needs attention: what was refused, and what each decision that it offers would do. */
    static String attention(OperationRow operation) {
        var step = operation.stuck();
        var what = step.map(Standstill::refused)
                .orElse(operation.reason() == null ? "It waits for a decision." : operation.reason());
        var ways = step.filter(StepRow::undoRefused).isPresent() ? waysBack(operation) : waysOn(operation);
        var part = operation.parent() == null ? "" : " It is a part of a bulk, whose other parts go on.";
        return "%s %s%s".formatted(what, ways, part);
    }

    private static String what(StepRow step) {
        var why = step.error() == null ? "no reason was given." : step.error();
        return step.undoRefused()
                ? "There is no way back from '%s': %s".formatted(step.name(), why)
                : "'%s' was refused: %s".formatted(step.name(), why);
    }

    private static String refused(StepRow step) {
        return step.undoRefused() ? what(step) : what(step) + " Everything that was done before it is in place.";
    }

    private static String waysOn(OperationRow operation) {
        var ways = new ArrayList<String>();
        if (operation.offers(Decision.RETRY)) {
            ways.add("mend the cause and retry");
        }
        if (operation.offers(Decision.SKIP)) {
            ways.add("skip the step and go on as if it were done");
        }
        if (operation.offers(Decision.CANCEL)) {
            ways.add(isOfPower(operation) ? "cancel, and power stays as it is" : "cancel, and what was done is undone");
        }
        return sentence(ways);
    }

    private static String waysBack(OperationRow operation) {
        var ways = new ArrayList<String>();
        if (operation.offers(Decision.RETRY)) {
            ways.add("mend the cause and retry");
        }
        if (operation.offers(Decision.SKIP)) {
            ways.add("skip the step and leave what it made as it is");
        }
        if (operation.offers(Decision.CANCEL)) {
            ways.add("cancel and leave everything that is not undone yet");
        }
        return sentence(ways);
    }

    private static String sentence(List<String> ways) {
        if (ways.isEmpty()) {
            return "";
        }
        var all = String.join(", or ", ways);
        return Character.toUpperCase(all.charAt(0)) + all.substring(1) + ".";
    }

    /** What cancelling it would do. */
    static String ofCancel(OperationRow operation) {
        if (operation.isBulk()) {
            return "Its parts that go on are cancelled, and what they did is undone; only power stays as it is. Those that"
                    + " have ended stay as they are; the rest does not begin.";
        }
        if (isOnTheWayBack(operation)) {
            return "Everything that is not undone yet stays as it is. What stays is written down and can be deleted later.";
        }
        return isOfPower(operation)
                ? "Nothing more is done. Power has no way back: what the machine was told to do, it may do all the same."
                : "What it has done so far is undone, step by step; nothing stays behind.";
    }

    /** What skipping the step would do. */
    static String ofSkip(OperationRow operation) {
        return isOnTheWayBack(operation)
                ? "What it made stays as it is, and the rest is undone."
                : "The operation goes on as if it were done, and what it made or should have removed stays as it is.";
    }

    /** Cancelled or refused, it undoes what it did, or cannot undo it. */
    private static boolean isOnTheWayBack(OperationRow operation) {
        return operation.state() == OperationState.CANCELLING
                || (operation.state() == OperationState.ATTENTION
                        && operation.stuck().filter(StepRow::undoRefused).isPresent());
    }

    private static boolean isOfPower(OperationRow operation) {
        return operation.action() != null && !operation.isBulk();
    }
}
