package cloud.kowabunga.koala.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;

/** A line across the screen that says something about all of it. */
public final class Banner extends Div {
    private final Span text = new Span();

    private Banner(String look, VaadinIcon icon, String sentence) {
        addClassNames("banner", "banner-" + look);
        getElement().setAttribute("role", "status");
        var symbol = icon.create();
        symbol.getElement().setAttribute("aria-hidden", "true");
        add(symbol, text);
        text.setText(sentence);
    }

    public static Banner simulated() {
        return new Banner(
                "simulated",
                VaadinIcon.FLASK,
                "Simulated region: instances, disks and networks exist in memory only, nothing runs on real machines.");
    }

    /** Something does not work; what, {@link #say} says. */
    public static Banner bad() {
        return new Banner("bad", VaadinIcon.EXCLAMATION_CIRCLE, "");
    }

    /** Something waits for a person or for a thing that is away. */
    public static Banner waiting() {
        return new Banner("waiting", VaadinIcon.CLOCK, "");
    }

    public static Banner quiet(String sentence) {
        return new Banner("quiet", VaadinIcon.INFO_CIRCLE, sentence);
    }

    /** Shows the sentence. */
    public void say(String sentence) {
        text.setText(sentence);
        setVisible(true);
    }

    public String sentence() {
        return text.getText();
    }
}
