package cloud.kowabunga.koala.ui;

import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.koala.client.AuditResult;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.StepState;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A state as text, icon and colour, so that nobody has to tell colours apart. */
public final class StateBadge extends Span {
    private enum Tone {
        GOOD,
        BUSY,
        WAITING,
        BAD,
        OFF
    }

    private StateBadge(String text, VaadinIcon icon, Tone tone) {
        addClassNames("state", "state-" + tone.name().toLowerCase(Locale.ROOT));
        var symbol = icon.create();
        symbol.getElement().setAttribute("aria-hidden", "true");
        add(symbol, new Span(text));
    }

    public static StateBadge of(InstanceState state) {
        return switch (state) {
            case CREATING -> new StateBadge("Creating", VaadinIcon.COG_O, Tone.BUSY);
            case RUNNING -> new StateBadge("Running", VaadinIcon.PLAY, Tone.GOOD);
            case PAUSED -> new StateBadge("Paused", VaadinIcon.PAUSE, Tone.WAITING);
            case SHUTOFF -> new StateBadge("Off", VaadinIcon.POWER_OFF, Tone.OFF);
            case CRASHED -> new StateBadge("Crashed", VaadinIcon.EXCLAMATION_CIRCLE, Tone.BAD);
            case DELETING -> new StateBadge("Deleting", VaadinIcon.TRASH, Tone.BUSY);
            case UNKNOWN -> new StateBadge("Unknown", VaadinIcon.QUESTION_CIRCLE_O, Tone.WAITING);
        };
    }

    public static StateBadge of(OperationState state) {
        return switch (state) {
            case ACCEPTED -> new StateBadge(title(state), VaadinIcon.INBOX, Tone.BUSY);
            case RUNNING -> new StateBadge(title(state), VaadinIcon.COG_O, Tone.BUSY);
            case WAITING -> new StateBadge(title(state), VaadinIcon.CLOCK, Tone.WAITING);
            case ATTENTION -> new StateBadge(title(state), VaadinIcon.HAND, Tone.BAD);
            case CANCELLING -> new StateBadge(title(state), VaadinIcon.ARROW_BACKWARD, Tone.WAITING);
            case SUCCEEDED -> new StateBadge(title(state), VaadinIcon.CHECK, Tone.GOOD);
            case FAILED -> new StateBadge(title(state), VaadinIcon.CLOSE, Tone.BAD);
            case CANCELLED -> new StateBadge(title(state), VaadinIcon.BAN, Tone.OFF);
        };
    }

    public static StateBadge of(StepState state) {
        return switch (state) {
            case RUNNING -> new StateBadge("Running", VaadinIcon.COG_O, Tone.BUSY);
            case DONE -> new StateBadge("Done", VaadinIcon.CHECK, Tone.GOOD);
            case FAILED -> new StateBadge("Failed", VaadinIcon.CLOSE, Tone.BAD);
            case UNDOING -> new StateBadge("Undoing", VaadinIcon.ARROW_BACKWARD, Tone.WAITING);
            case UNDONE -> new StateBadge("Undone", VaadinIcon.REPLY, Tone.OFF);
            case SKIPPED -> new StateBadge("Skipped", VaadinIcon.STEP_FORWARD, Tone.OFF);
        };
    }

    /** What came of a deed; a dash where this Koala does not know the word. */
    public static StateBadge of(@Nullable AuditResult result) {
        return switch (result) {
            case null -> new StateBadge("–", VaadinIcon.QUESTION_CIRCLE_O, Tone.OFF);
            case DONE -> new StateBadge(title(result), VaadinIcon.CHECK, Tone.GOOD);
            case STARTED -> new StateBadge(title(result), VaadinIcon.PLAY, Tone.BUSY);
            case RESET -> new StateBadge(title(result), VaadinIcon.ARROW_BACKWARD, Tone.WAITING);
            case SUCCEEDED -> new StateBadge(title(result), VaadinIcon.CHECK, Tone.GOOD);
            case FAILED -> new StateBadge(title(result), VaadinIcon.CLOSE, Tone.BAD);
            case CANCELLED -> new StateBadge(title(result), VaadinIcon.BAN, Tone.OFF);
            case REFUSED -> new StateBadge(title(result), VaadinIcon.CLOSE_CIRCLE_O, Tone.BAD);
        };
    }

    /** Whether an agent answers. */
    public static StateBadge alive(boolean alive) {
        return alive
                ? new StateBadge("Alive", VaadinIcon.CHECK_CIRCLE, Tone.GOOD)
                : new StateBadge("Away", VaadinIcon.UNLINK, Tone.BAD);
    }

    /** Of several agents or machines how many answer. */
    public static StateBadge alive(long alive, long all) {
        return alive == all
                ? new StateBadge(alive + " alive", VaadinIcon.CHECK_CIRCLE, Tone.GOOD)
                : new StateBadge("%d of %d alive".formatted(alive, all), VaadinIcon.UNLINK, Tone.BAD);
    }

    /** Of several agents how many answer. */
    public static StateBadge agents(long alive, long all) {
        return alive == all
                ? new StateBadge(alive + " agents alive", VaadinIcon.CHECK_CIRCLE, Tone.GOOD)
                : new StateBadge("%d of %d agents alive".formatted(alive, all), VaadinIcon.UNLINK, Tone.BAD);
    }

    /** Of an agent that was never heard of. */
    public static StateBadge neverCame() {
        return new StateBadge("Never came", VaadinIcon.UNLINK, Tone.BAD);
    }

    public static StateBadge noAgent() {
        return new StateBadge("No agent yet", VaadinIcon.PLUG, Tone.OFF);
    }

    /** Taken where none is named. */
    public static StateBadge chosen() {
        return new StateBadge("Default", VaadinIcon.STAR, Tone.OFF);
    }

    /** Nothing new is placed there. */
    public static StateBadge maintenance() {
        return new StateBadge("In maintenance", VaadinIcon.WRENCH, Tone.WAITING);
    }

    /** The state in words. */
    public static String title(OperationState state) {
        return state == OperationState.ATTENTION ? "Needs attention" : sentenceCase(state.name());
    }

    /** The state in words. */
    public static String title(InstanceState state) {
        return state == InstanceState.SHUTOFF ? "Off" : sentenceCase(state.name());
    }

    /** The result in words. */
    public static String title(AuditResult result) {
        return sentenceCase(result.name());
    }

    private static String sentenceCase(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
