package cloud.kowabunga.koala.access;

import cloud.kowabunga.koala.client.Kahuna;
import cloud.kowabunga.koala.client.KahunaRefusal;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;

/**
 * Where the link in the mail leads that Kahuna sends to who forgot their password ({@code kahuna.mail.reset-page}). The token stands
 * behind the #, which no browser sends and no log has, or in the query.
 */
@Route(value = NewPasswordView.ROUTE, autoLayout = false)
@PageTitle("New password · Koala")
public final class NewPasswordView extends Main implements BeforeEnterObserver {
    static final String ROUTE = "new-password";
    private static final String TOKEN = "token";

    private final Kahuna kahuna;
    private final TextField token = new TextField("Token");
    private final NewPassword password = new NewPassword();
    private final SignInCard card =
            new SignInCard("New password", "With it you sign in from now on. All your sign-ins with a password end.");

    NewPasswordView(Kahuna kahuna) {
        this.kahuna = kahuna;
        token.setId(TOKEN);
        token.setHelperText("It stands in the mail, or an administrator told it to you.");
        token.getElement().setAttribute("autocomplete", "off");
        card.add(
                SignInCard.form(SignInCard.button("set", "Set password", this::set), token, password),
                SignInCard.back());
        card.onto(this);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        event.getLocation().getQueryParameters().getSingleParameter(TOKEN).ifPresent(this::take);
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        var page = attach.getUI().getPage();
        getElement()
                .executeJs("return decodeURIComponent(location.hash.slice(1))")
                .then(String.class, behind -> {
                    take(behind);
                    // Not before the browser has done with the address: it keeps the token no longer, nor does its
                    // history.
                    page.getHistory().replaceState(null, ROUTE);
                });
    }

    private void take(String given) {
        if (!given.isBlank()) {
            token.setValue(given.strip());
            token.setVisible(false);
        }
    }

    private void set() {
        var given = token.getValue().strip();
        if (given.isEmpty()) {
            card.complain("Enter the token from the mail, or follow the link in it.");
            return;
        }
        password.chosen().ifPresent(chosen -> card.tryTo(() -> redeem(given, chosen)));
    }

    private void redeem(String given, String chosen) {
        try {
            kahuna.redeem(given, chosen);
            card.end("Your password is set.", new RouterLink("Sign in with it", SignInView.class));
        } catch (KahunaRefusal refusal) {
            if (!refusal.reason().startsWith(TOKEN + ":")) {
                throw refusal;
            }
            card.end(
                    "This link is not good, was used already, or has run out: it works once, and for an hour.",
                    new RouterLink("Ask for another mail", ForgottenView.class));
        }
    }
}
