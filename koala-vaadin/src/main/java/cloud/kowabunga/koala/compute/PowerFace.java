package cloud.kowabunga.koala.compute;

import cloud.kowabunga.compute.PowerAction;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;

/** What can be done to power, as words and as icons. */
public final class PowerFace {
    private PowerFace() {}

    /** For a button or an item of a menu. */
    public static Span of(PowerAction action) {
        var symbol = icon(action).create();
        symbol.getElement().setAttribute("aria-hidden", "true");
        var face = new Span(symbol, new Span(action.title()));
        face.addClassName("action");
        return face;
    }

    /** What it means for the guest, where it is not asked first; empty for all others. */
    public static String warning(PowerAction action) {
        return switch (action) {
            case STOP ->
                "This pulls the plug: the guest does not get to write what it has not written yet. Shut down asks it first.";
            case RESET ->
                "This presses the reset button: the guest does not get to write what it has not written yet. Reboot asks it first.";
            case START, SHUTDOWN, REBOOT, SUSPEND, RESUME -> "";
        };
    }

    private static VaadinIcon icon(PowerAction action) {
        return switch (action) {
            case START -> VaadinIcon.PLAY;
            case STOP -> VaadinIcon.STOP;
            case SHUTDOWN -> VaadinIcon.POWER_OFF;
            case REBOOT -> VaadinIcon.ROTATE_RIGHT;
            case RESET -> VaadinIcon.FLASH;
            case SUSPEND -> VaadinIcon.PAUSE;
            case RESUME -> VaadinIcon.FORWARD;
        };
    }
}
