package cloud.kowabunga.koala.access;

import cloud.kowabunga.koala.KoalaProperties;
import cloud.kowabunga.koala.client.Kahuna;
import cloud.kowabunga.koala.client.KahunaAway;
import cloud.kowabunga.koala.client.KahunaRefusal;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.VaadinSession;
import java.net.URI;

/** Where the identity provider sends the browser back to. It shows nothing: it leads on, or back to the sign-in page with a sentence. */
@Route(value = SignOnReturnView.ROUTE, autoLayout = false)
@PageTitle("Sign in · Koala")
public final class SignOnReturnView extends Main implements BeforeEnterObserver {
    static final String ROUTE = SignInView.ROUTE + "/oidc";

    private final Kahuna kahuna;
    private final SingleSignOn singleSignOn;

    SignOnReturnView(Kahuna kahuna, SingleSignOn singleSignOn) {
        this.kahuna = kahuna;
        this.singleSignOn = singleSignOn;
    }

    /** The address of this page, as the browser reaches it. */
    static URI address(KoalaProperties settings) {
        if (settings.publicUrl() != null) {
            return URI.create(settings.publicUrl().toString().replaceAll("/+$", "") + "/" + ROUTE);
        }
        var request = ((VaadinServletRequest) VaadinRequest.getCurrent()).getHttpServletRequest();
        return URI.create(request.getRequestURL().toString()).resolve("/" + ROUTE);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var session = VaadinSession.getCurrent();
        var attempt = session.getAttribute(SingleSignOn.Attempt.class);
        session.setAttribute(SingleSignOn.Attempt.class, null);
        try {
            if (attempt == null) {
                throw new SignOnFailed("This sign-in was not begun here, or took too long. Try again.");
            }
            var query = event.getLocation().getQueryParameters().getQueryString();
            var token = singleSignOn.finish(attempt, URI.create(attempt.returnTo() + "?" + query));
            var wanted = SignInView.entered(Visitor.enter(kahuna, kahuna.signIn(token)));
            // A new page, whose address has nothing of the provider's answer.
            event.getUI().getPage().setLocation(wanted.isEmpty() ? "." : wanted);
        } catch (SignOnFailed e) {
            complain(event, session, e.sentence());
        } catch (KahunaRefusal e) {
            complain(event, session, e.reason());
        } catch (KahunaAway e) {
            complain(event, session, e.reason());
        }
    }

    private static void complain(BeforeEnterEvent event, VaadinSession session, String sentence) {
        session.setAttribute(SignInView.COMPLAINT, sentence);
        event.forwardTo(SignInView.class);
    }
}
