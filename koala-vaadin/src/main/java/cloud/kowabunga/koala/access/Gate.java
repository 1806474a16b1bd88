package cloud.kowabunga.koala.access;

import cloud.kowabunga.koala.client.KahunaAway;
import cloud.kowabunga.koala.client.KahunaRefusal;
import cloud.kowabunga.koala.ui.Notices;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.VaadinSession;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Shows no screen to anybody who has not signed in, and no stack trace to anybody. */
@Component
final class Gate implements VaadinServiceInitListener {
    private static final Logger log = LoggerFactory.getLogger(Gate.class);
    private static final Set<Class<?>> SIGNING_IN =
            Set.of(SignInView.class, SignOnReturnView.class, ForgottenView.class);
    private static final String WANTED = Gate.class.getName() + ".wanted";
    private static final String OUTLIVED = Gate.class.getName() + ".outlived";

    @Override
    public void serviceInit(ServiceInitEvent event) {
        var service = event.getSource();
        service.addUIInitListener(init -> {
            // They may have been given another role since.
            Visitor.of(init.getUI().getSession()).ifPresent(Visitor::learn);
            init.getUI().addBeforeEnterListener(Gate::check);
        });
        service.addSessionInitListener(init -> begin(init.getSession(), init.getRequest()));
        service.setSystemMessagesProvider(_ -> messages());
        service.addSessionDestroyListener(end -> Visitor.of(end.getSession()).ifPresent(Visitor::close));
    }

    /** A browser whose session is over loads its page again: it comes to the sign-in page, and from there to where it was. */
    private static CustomizedSystemMessages messages() {
        var messages = new CustomizedSystemMessages();
        messages.setSessionExpiredNotificationEnabled(false);
        messages.setSessionExpiredURL(null);
        return messages;
    }

    private static void begin(VaadinSession session, VaadinRequest request) {
        session.setErrorHandler(Gate::explain);
        if (request instanceof VaadinServletRequest servlet && hadAnother(servlet)) {
            session.setAttribute(OUTLIVED, true);
        }
        request.getWrappedSession().setAttribute(OUTLIVED, true);
    }

    /** It had a session, which went with the Koala that knew it, or timed out: what its windows ask by themselves does not keep it, but its cookie. */
    private static boolean hadAnother(VaadinServletRequest request) {
        var asked = request.getRequestedSessionId();
        var present = request.getSession();
        return asked != null && (!asked.equals(present.getId()) || present.getAttribute(OUTLIVED) != null);
    }

    /** The person left, so that nobody need be told that the session has ended. */
    static void left(VaadinSession session) {
        session.getSession().removeAttribute(OUTLIVED);
    }

    /** Whether this browser had a session before; told once. */
    static boolean outlived(VaadinSession session) {
        var had = session.getAttribute(OUTLIVED) != null;
        session.setAttribute(OUTLIVED, null);
        return had;
    }

    private static void check(BeforeEnterEvent event) {
        var session = VaadinSession.getCurrent();
        var known = Visitor.of(session).isPresent();
        var signingIn = SIGNING_IN.contains(event.getNavigationTarget());
        // Somebody else may follow the link of their mail in a browser in which one has signed in.
        var anybodys = event.getNavigationTarget() == NewPasswordView.class;
        if (!known && !signingIn && !anybodys) {
            session.setAttribute(WANTED, event.getLocation().getPathWithQueryParameters());
            event.forwardTo(SignInView.class);
        } else if (known && signingIn) {
            event.forwardTo("");
        }
    }

    /** The path that was asked for before signing in; empty for the start page. */
    static String wanted(VaadinSession session) {
        var wanted = session.getAttribute(WANTED);
        session.setAttribute(WANTED, null);
        return wanted instanceof String path ? path : "";
    }

    private static void explain(ErrorEvent event) {
        switch (rootOf(event.getThrowable())) {
            case KahunaRefusal refusal when refusal.signedOut() -> SignOut.over();
            case KahunaRefusal refusal -> {
                if (refusal.forbidden()) {
                    Visitor.of(VaadinSession.getCurrent()).ifPresent(Visitor::learn);
                }
                Notices.failed(refusal.reason());
            }
            case KahunaAway away -> Notices.failed(away.reason());
            case Throwable bug -> {
                var reference = UUID.randomUUID().toString().substring(0, 8);
                log.error("Screen error {}", reference, bug);
                Notices.failed("Koala made a mistake; nothing was changed by it. Its log has the details under %s."
                        .formatted(reference));
            }
        }
    }

    private static Throwable rootOf(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof KahunaRefusal || cause instanceof KahunaAway) {
                return cause;
            }
        }
        return thrown;
    }
}
