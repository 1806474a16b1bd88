package cloud.kowabunga.koala.access;

import cloud.kowabunga.koala.KoalaProperties;
import cloud.kowabunga.koala.client.Credential;
import cloud.kowabunga.koala.client.Kahuna;
import cloud.kowabunga.koala.client.KahunaAway;
import cloud.kowabunga.koala.client.KahunaRefusal;
import cloud.kowabunga.koala.ui.Banner;
import cloud.kowabunga.koala.ui.Brand;
import cloud.kowabunga.koala.ui.SchemeSwitch;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.tabs.TabSheet;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
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

    private final Kahuna kahuna;
    private final Banner complaint = Banner.bad();
    private final Banner ended = Banner.quiet("Your session has ended. Sign in again to go on.");
    private final EmailField email = new EmailField("E-mail");
    private final PasswordField password = new PasswordField("Password");
    private final PasswordField key = new PasswordField("API key");

    SignInView(Kahuna kahuna, KoalaProperties settings) {
        this.kahuna = kahuna;
        addClassName("sign-in");
        email.setAutofocus(true);
        email.getElement().setAttribute("autocomplete", "username");
        password.getElement().setAttribute("autocomplete", "current-password");
        key.getElement().setAttribute("autocomplete", "off");
        key.setHelperText(
                "It begins with kow_. The first one is in the file that the platform named at its first start.");
        var ways = new TabSheet();
        ways.setWidthFull();
        ways.add("User and password", form(signIn("user-sign-in", this::withPassword), email, password));
        ways.add("API key", form(signIn("key-sign-in", this::withKey), key));
        complaint.setVisible(false);
        ended.setVisible(false);
        var card = new Div(
                new Brand(),
                new H1("Sign in"),
                new Paragraph("The operator's console of Kowabunga."),
                ended,
                complaint,
                ways);
        card.addClassName("sign-in-card");
        if (settings.simulated()) {
            add(Banner.simulated());
        }
        var scheme = new SchemeSwitch();
        scheme.addClassName("sign-in-scheme");
        add(scheme, card);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        ended.setVisible(
                event.getLocation().getQueryParameters().getParameters().containsKey(ENDED));
    }

    private static Div form(Button button, com.vaadin.flow.component.HasSize... fields) {
        var form = new Div();
        form.addClassName("sign-in-form");
        for (var field : fields) {
            field.setWidthFull();
            form.add((com.vaadin.flow.component.Component) field);
        }
        form.add(button);
        // Enter in a field of this form, and only there, presses its button.
        button.addClickShortcut(Key.ENTER).listenOn(form);
        return form;
    }

    private static Button signIn(String id, Runnable action) {
        var button = new Button("Sign in", _ -> action.run());
        button.addThemeVariants(ButtonVariant.PRIMARY);
        button.setDisableOnClick(true);
        button.setWidthFull();
        button.setId(id);
        button.addClickListener(click -> click.getSource().setEnabled(true));
        return button;
    }

    private void withPassword() {
        if (email.getValue().isBlank() || password.getValue().isEmpty()) {
            complaint.say("Enter your e-mail address and your password.");
            return;
        }
        enter(() -> kahuna.signIn(email.getValue().strip(), password.getValue()));
    }

    private void withKey() {
        if (key.getValue().isBlank()) {
            complaint.say("Enter an API key.");
            return;
        }
        enter(() -> new Credential.Key(key.getValue().strip()));
    }

    private void enter(Supplier<Credential> credential) {
        try {
            var visitor = Visitor.enter(kahuna, credential.get());
            // A new session id, so that an id which somebody else planted before is worth nothing.
            VaadinService.reinitializeSession(VaadinRequest.getCurrent());
            var session = VaadinSession.getCurrent();
            session.setAttribute(Visitor.class, visitor);
            getUI().ifPresent(ui -> ui.navigate(Gate.wanted(session)));
        } catch (KahunaRefusal e) {
            complaint.say(e.signedOut() ? "Kahuna does not know these credentials. " + e.reason() : e.reason());
        } catch (KahunaAway e) {
            complaint.say("Kahuna does not answer. Is it running, and does this Koala know its address?");
        }
    }
}
