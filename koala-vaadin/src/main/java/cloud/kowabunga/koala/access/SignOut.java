package cloud.kowabunga.koala.access;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinSession;

/** Ends a session, by a person's wish or because Kahuna does not know their credential any more. */
public final class SignOut {
    /** Where a browser goes whose session is over; the page says so. */
    static final String ENDED = SignInView.ROUTE + "?" + SignInView.ENDED;

    private SignOut() {}

    /** As the person wished. */
    public static void now() {
        Visitor.current().leave();
        end(SignInView.ROUTE);
    }

    /** Because the credential is not good any more. */
    public static void over() {
        end(ENDED);
    }

    private static void end(String path) {
        var session = VaadinSession.getCurrent();
        UI.getCurrentOrThrow().getPage().setLocation(path);
        Visitor.of(session).ifPresent(Visitor::close);
        session.setAttribute(Visitor.class, null);
        Gate.left(session);
        // Not at once, so that the way out still reaches the browser.
        session.close();
    }
}
