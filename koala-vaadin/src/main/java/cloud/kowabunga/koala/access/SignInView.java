package cloud.kowabunga.koala.access;

import cloud.kowabunga.koala.KoalaProperties;
import cloud.kowabunga.koala.client.Credential;
import cloud.kowabunga.koala.client.Kahuna;
import cloud.kowabunga.koala.client.KahunaAway;
import cloud.kowabunga.koala.client.KahunaRefusal;
import cloud.kowabunga.koala.ui.Banner;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.tabs.TabSheet;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinSession;
import java.util.function.Supplier;

/** The one screen for everybody: sign in with user and password, or with an API key. */
@Route(value = SignInView.ROUTE, autoLayout = false)
@PageTitle("Sign in · Koala")
public final class SignInView extends Main implements BeforeEnterObserver {
    public static final String ROUTE = "sign-in";
    static final String ENDED = "ended";
    private static final String SIGN_IN = "Sign in";
    /** Under which a session keeps the sentence that this page shows next. */
    static final String COMPLAINT = SignInView.class.getName() + ".complaint";

    private final Kahuna kahuna;
    private final KoalaProperties settings;
    private final SingleSignOn singleSignOn;
    private final SignInCard card = new SignInCard(SIGN_IN, "The operator's console of Kowabunga.");
    private final Banner ended = Banner.quiet("Your session has ended. Sign in again to go on.");
    private final EmailField email = new EmailField("E-mail");
    private final PasswordField password = new PasswordField("Password");
    private final PasswordField key = new PasswordField("API key");

    SignInView(Kahuna kahuna, KoalaProperties settings, SingleSignOn singleSignOn) {
        this.kahuna = kahuna;
        this.settings = settings;
        this.singleSignOn = singleSignOn;
        email.setAutofocus(true);
        email.getElement().setAttribute("autocomplete", "username");
        password.getElement().setAttribute("autocomplete", "current-password");
        key.getElement().setAttribute("autocomplete", "off");
        key.setHelperText(
                "It begins with kow_. The first one is in the file that the platform named at its first start.");
        var ways = new TabSheet();
        ways.setWidthFull();
        var forgotten = new RouterLink("Forgot the password?", ForgottenView.class);
        forgotten.setId("forgotten");
        var withPassword =
                SignInCard.form(SignInCard.button("user-sign-in", SIGN_IN, this::withPassword), email, password);
        withPassword.add(forgotten);
        ways.add("User and password", withPassword);
        ways.add("API key", SignInCard.form(SignInCard.button("key-sign-in", SIGN_IN, this::withKey), key));
        ended.setVisible(false);
        card.add(ended, ways);
        singleSignOn.title().ifPresent(title -> card.add(elsewhere(title)));
        if (settings.simulated()) {
            add(Banner.simulated());
        }
        card.onto(this);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var session = VaadinSession.getCurrent();
        ended.setVisible(Gate.outlived(session)
                || event.getLocation().getQueryParameters().getParameters().containsKey(ENDED));
        if (session.getAttribute(COMPLAINT) instanceof String sentence) {
            session.setAttribute(COMPLAINT, null);
            card.complain(sentence);
        }
    }

    private Button elsewhere(String title) {
        var button = SignInCard.button("oidc-sign-in", "Sign in with " + title, this::withProvider);
        button.removeThemeVariants(ButtonVariant.PRIMARY);
        return button;
    }

    private void withProvider() {
        try {
            var attempt = singleSignOn.begin(SignOnReturnView.address(settings));
            VaadinSession.getCurrent().setAttribute(SingleSignOn.Attempt.class, attempt);
            getUI().ifPresent(ui -> ui.getPage().setLocation(attempt.page()));
        } catch (SignOnFailed e) {
            card.complain(e.sentence());
        }
    }

    private void withPassword() {
        if (email.getValue().isBlank() || password.getValue().isEmpty()) {
            card.complain("Enter your e-mail address and your password.");
            return;
        }
        enter(() -> kahuna.signIn(email.getValue().strip(), password.getValue()));
    }

    private void withKey() {
        if (key.getValue().isBlank()) {
            card.complain("Enter an API key.");
            return;
        }
        enter(() -> new Credential.Key(key.getValue().strip()));
    }

    private void enter(Supplier<Credential> credential) {
        try {
            var wanted = entered(Visitor.enter(kahuna, credential.get()));
            getUI().ifPresent(ui -> ui.navigate(wanted));
        } catch (KahunaRefusal e) {
            card.complain(e.signedOut() ? "Kahuna does not know these credentials. " + e.reason() : e.reason());
        } catch (KahunaAway e) {
            card.complain(SignInCard.AWAY);
        }
    }

    /** Lets somebody in, and says where they wanted to go. */
    static String entered(Visitor visitor) {
        // A new session id, so that an id which somebody else planted before is worth nothing.
        VaadinService.reinitializeSession(VaadinRequest.getCurrent());
        var session = VaadinSession.getCurrent();
        session.setAttribute(Visitor.class, visitor);
        return Gate.wanted(session);
    }
}
