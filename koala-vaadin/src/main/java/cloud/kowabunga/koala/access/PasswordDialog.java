package cloud.kowabunga.koala.access;

import cloud.kowabunga.koala.client.KahunaRefusal;
import cloud.kowabunga.koala.ui.Banner;
import cloud.kowabunga.koala.ui.Notices;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import java.util.Map;
import org.springframework.http.HttpMethod;

/** Sets the password with which a user signs in: one's own, or anybody's where the role allows it. */
public final class PasswordDialog extends Dialog {
    private final Visitor visitor = Visitor.current();
    private final String user;
    private final String name;
    private final NewPassword password = new NewPassword();
    private final Banner refused = Banner.bad();

    private PasswordDialog(String user, String name, String title, String consequence) {
        this.user = user;
        this.name = name;
        setHeaderTitle(title);
        refused.setVisible(false);
        var form = new Div(refused, new Paragraph(consequence), password);
        form.addClassName("form");
        add(form);
        var set = new Button("Set password", _ -> password.chosen().ifPresent(this::set));
        set.setId("set");
        set.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(new Button("Leave it", _ -> close()), set);
    }

    /** For whoever has signed in. */
    public static PasswordDialog own() {
        return new PasswordDialog(
                Visitor.current().who().id(),
                "",
                "Change your password",
                "All your sign-ins with a password end, in this browser and everywhere else. Your key goes on.");
    }

    /** @param id of the user */
    public static PasswordDialog of(String id, String name) {
        return id.equals(Visitor.current().who().id())
                ? own()
                : new PasswordDialog(
                        id,
                        name,
                        "Set the password of " + name,
                        "All their sign-ins with a password end, and they sign in with this one. Their key goes on.");
    }

    private void set(String given) {
        try {
            visitor.kahuna().order(HttpMethod.PUT, "/user/%s/password".formatted(user), Map.of("value", given));
        } catch (KahunaRefusal refusal) {
            if (refusal.signedOut()) {
                throw refusal;
            }
            refused.say(refusal.reason());
            return;
        }
        close();
        if (name.isEmpty() && visitor.endsWithPassword()) {
            SignOut.over();
        } else {
            Notices.done(name.isEmpty() ? "Your password is set." : "The password of %s is set.".formatted(name));
        }
    }
}
