package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.koala.access.ForgottenView;
import cloud.kowabunga.koala.access.NewPasswordView;
import cloud.kowabunga.koala.client.FakeKahuna;
import cloud.kowabunga.koala.overview.OverviewView;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.RouterLink;
import java.util.List;
import org.junit.jupiter.api.Test;

/** From the forgotten password to the new one, for those who cannot sign in. */
final class ForgottenPasswordTest extends ScreenTest {
    private static final String FRESH = "a password of her own";

    private void open(String path) {
        UI.getCurrentOrThrow().navigate(path);
        roundTrip();
    }

    private void followLink() {
        UI.getCurrentOrThrow().navigate("new-password", QueryParameters.of("token", FakeKahuna.TOKEN));
        roundTrip();
    }

    private void press(String id) {
        test(find(Button.class).withId(id).single()).click();
    }

    private PasswordField field(String id) {
        return find(PasswordField.class).withId(id).single();
    }

    private void type(String password, String again) {
        test(field("password")).setValue(password);
        test(field("again")).setValue(again);
    }

    private List<String> links() {
        return find(RouterLink.class).all().stream().map(RouterLink::getHref).toList();
    }

    @Test
    void the_sign_in_page_leads_to_the_mail_and_says_the_same_whoever_asks() {
        open("");
        assertThat(links()).contains("sign-in/forgotten");
        open("sign-in/forgotten");
        assertThat(getCurrentView()).isInstanceOf(ForgottenView.class);
        press("send");
        assertThat(screen()).contains("Enter the e-mail address");
        test(find(EmailField.class).single()).setValue("ada@example.org");
        press("send");
        assertThat(kahuna.forgotten()).containsExactly("ada@example.org");
        assertThat(screen())
                .contains("If somebody here has the address ada@example.org")
                .doesNotContain("Enter the");
        assertThat(find(Button.class).withId("send").all()).isEmpty();
    }

    @Test
    void the_link_of_the_mail_sets_a_password_once() {
        followLink();
        assertThat(getCurrentView()).isInstanceOf(NewPasswordView.class);
        assertThat(find(TextField.class).withId("token").all()).noneMatch(TextField::isVisible);
        type(FRESH, FRESH);
        press("set");
        assertThat(platform.password("user-1")).isEqualTo(FRESH);
        assertThat(screen()).contains("Your password is set.");
        assertThat(links()).contains("sign-in");

        open("sign-in");
        followLink();
        type("another password", "another password");
        press("set");
        assertThat(screen()).contains("was used already, or has run out");
        assertThat(links()).containsExactly("sign-in/forgotten");
        assertThat(platform.password("user-1")).isEqualTo(FRESH);
    }

    @Test
    void what_is_wrong_is_said_while_one_types() {
        followLink();
        test(field("password")).setValue("short");
        assertThat(field("password").getErrorMessage()).isEqualTo("8 characters at least.");
        assertThat(field("again").isInvalid()).isFalse();
        type(FRESH, FRESH + "!");
        assertThat(field("password").isInvalid()).isFalse();
        assertThat(field("again").getErrorMessage()).isEqualTo("It is not the same.");
        press("set");
        assertThat(platform.password("user-1")).isEmpty();
        test(field("password")).setValue(FRESH + "!");
        assertThat(field("again").isInvalid()).isFalse();
    }

    @Test
    void a_token_that_an_administrator_told_is_typed() {
        open("new-password");
        type(FRESH, FRESH);
        press("set");
        assertThat(screen()).contains("Enter the token");
        test(find(TextField.class).withId("token").single()).setValue(FakeKahuna.TOKEN);
        press("set");
        assertThat(platform.password("user-1")).isEqualTo(FRESH);
    }

    @Test
    void the_link_works_where_somebody_has_signed_in_and_the_question_leads_home() {
        signIn();
        open("sign-in/forgotten");
        assertThat(getCurrentView()).isInstanceOf(OverviewView.class);
        open("new-password");
        assertThat(getCurrentView()).isInstanceOf(NewPasswordView.class);
    }

    @Test
    void kahuna_away_is_said() {
        kahuna.close();
        open("sign-in/forgotten");
        test(find(EmailField.class).single()).setValue("ada@example.org");
        press("send");
        assertThat(screen()).contains("Kahuna does not answer.");
    }
}
