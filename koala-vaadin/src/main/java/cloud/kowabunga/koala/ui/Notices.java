package cloud.kowabunga.koala.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;

/** Short messages about what somebody has just done. */
public final class Notices {
    private static final int READING_TIME_MS = 5000;

    private Notices() {}

    public static void done(String sentence) {
        Notification.show(sentence, READING_TIME_MS, Notification.Position.BOTTOM_START);
    }

    /** Stays until it has been read and closed. */
    public static void failed(String sentence) {
        var notice = new Notification();
        notice.setPosition(Notification.Position.TOP_CENTER);
        notice.addThemeVariants(NotificationVariant.LUMO_ERROR);
        notice.setAssertive(true);
        var close = new Button(VaadinIcon.CLOSE_SMALL.create(), _ -> notice.close());
        close.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE);
        close.setAriaLabel("Close");
        var line = new Div(new Span(sentence), close);
        line.addClassName("notice");
        notice.add(line);
        notice.open();
    }
}
