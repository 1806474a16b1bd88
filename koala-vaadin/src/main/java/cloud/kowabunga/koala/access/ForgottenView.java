package cloud.kowabunga.koala.access;

import cloud.kowabunga.koala.client.Kahuna;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;

/** Asks for the mail with which one chooses a new password. It says the same whoever asks, so that nobody learns who has an account. */
@Route(value = ForgottenView.ROUTE, autoLayout = false)
@PageTitle("Forgot the password · Koala")
public final class ForgottenView extends Main {
    static final String ROUTE = SignInView.ROUTE + "/forgotten";

    private final Kahuna kahuna;
    private final EmailField email = new EmailField("E-mail");
    private final SignInCard card = new SignInCard(
            "Forgot the password?", "A mail with a link comes to your address. With it you choose a new password.");

    ForgottenView(Kahuna kahuna) {
        this.kahuna = kahuna;
        email.setId("email");
        email.setAutofocus(true);
        email.getElement().setAttribute("autocomplete", "username");
        card.add(SignInCard.form(SignInCard.button("send", "Send the mail", this::send), email), SignInCard.back());
        card.onto(this);
    }

    private void send() {
        var address = email.getValue().strip();
        if (address.isEmpty() || email.isInvalid()) {
            card.complain("Enter the e-mail address of your account, such as ada@example.org.");
            return;
        }
        card.tryTo(() -> {
            kahuna.forgot(address);
            card.end(
                    "If somebody here has the address %s, a mail is on its way to it. Its link works once, and for an hour. Where none comes, an administrator can set your password."
                            .formatted(address),
                    SignInCard.back());
        });
    }
}
