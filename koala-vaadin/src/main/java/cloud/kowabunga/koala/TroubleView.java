package cloud.kowabunga.koala;

import cloud.kowabunga.koala.access.SignOut;
import cloud.kowabunga.koala.client.KahunaAway;
import cloud.kowabunga.koala.client.KahunaRefusal;
import cloud.kowabunga.koala.ui.EmptyState;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.ParentLayout;
import com.vaadin.flow.server.HttpStatusCode;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands where a screen could not be made: a sentence and a way on, never a stack trace. */
@ParentLayout(MainLayout.class)
final class TroubleView extends Div implements HasErrorParameter<Exception>, HasDynamicTitle {
    private static final Logger log = LoggerFactory.getLogger(TroubleView.class);
    private final Anchor again = new Anchor("", "Try again");
    private final EmptyState trouble = new EmptyState(VaadinIcon.EXCLAMATION_CIRCLE_O, again);

    @Override
    public String getPageTitle() {
        return "Trouble · Koala";
    }

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        addClassName("view");
        again.setHref(event.getLocation().getPathWithQueryParameters());
        again.setId("try-again");
        add(trouble);
        for (Throwable cause = parameter.getCaughtException(); cause != null; cause = cause.getCause()) {
            switch (cause) {
                case KahunaRefusal refusal -> {
                    return refused(refusal);
                }
                case KahunaAway away -> {
                    trouble.say("Kahuna is away", away.reason());
                    return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
                }
                default -> {
                    // The reason may be further down.
                }
            }
        }
        var reference = UUID.randomUUID().toString().substring(0, 8);
        log.error("Screen error {}", reference, parameter.getCaughtException());
        trouble.say(
                "Koala made a mistake", "Nothing was changed by it. Its log has the details under " + reference + ".");
        return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }

    private int refused(KahunaRefusal refusal) {
        if (refusal.signedOut()) {
            SignOut.over();
        }
        trouble.say("Kahuna says no", refusal.reason());
        // Vaadin knows not all of them, and 422 is not among those.
        return HttpStatusCode.isValidStatusCode(refusal.status())
                ? refusal.status()
                : HttpServletResponse.SC_BAD_REQUEST;
    }
}
