package cloud.kowabunga.koala.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.icon.VaadinIcon;

/** Says that a list is narrowed in a way that no other field shows, and takes that back when it is pressed. */
public final class FilterChip extends Button {
    /** @param taken what pressing it does, for whoever points at it */
    public FilterChip(String what, String taken, Runnable gone) {
        super(what, VaadinIcon.CLOSE_SMALL.create(), _ -> gone.run());
        setIconAfterText(true);
        setTooltipText(taken);
        setVisible(false);
    }
}
