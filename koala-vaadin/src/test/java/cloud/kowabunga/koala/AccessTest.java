package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.koala.access.SignInView;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.FakeKahuna;
import cloud.kowabunga.koala.operation.OperationsView;
import cloud.kowabunga.koala.overview.OverviewView;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.server.VaadinSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessTest extends ScreenTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "instances", "operations", "operations/op-1", "nowhere"})
    void no_address_shows_anything_to_a_stranger(String address) {
        UI.getCurrentOrThrow().navigate(address);
        assertThat(getCurrentView()).isInstanceOf(SignInView.class);
    }

    @Test
    void a_key_that_kahuna_does_not_know_is_refused_with_its_sentence() {
        signIn("kow_wrong000_key");
        assertThat(getCurrentView()).isInstanceOf(SignInView.class);
        assertThat(screen()).contains("not known");
        assertThat(Visitor.of(VaadinSession.getCurrent())).isEmpty();
    }

    @Test
    void nothing_entered_is_said_before_anything_is_asked() {
        signIn("");
        assertThat(screen()).contains("Enter an API key.");
    }

    @Test
    void user_and_password_lead_to_the_address_that_was_wanted() {
        UI.getCurrentOrThrow().navigate("operations");
        test(find(EmailField.class).single()).setValue(FakeKahuna.EMAIL);
        test(find(PasswordField.class).withCaption("Password").single()).setValue(FakeKahuna.PASSWORD);
        test(find(Button.class).withId("user-sign-in").single()).click();
        assertThat(getCurrentView()).isInstanceOf(OperationsView.class);
        assertThat(screen()).contains(FakeKahuna.EMAIL);
    }

    @Test
    void a_key_leads_to_the_overview() {
        signIn();
        assertThat(getCurrentView()).isInstanceOf(OverviewView.class);
        assertThat(screen()).contains("Key kow_fake0001").doesNotContain(FakeKahuna.KEY);
    }

    @Test
    void who_has_signed_in_is_not_asked_again() {
        signIn();
        UI.getCurrentOrThrow().navigate(SignInView.ROUTE);
        assertThat(getCurrentView()).isInstanceOf(OverviewView.class);
    }

    @Test
    void a_key_that_was_revoked_ends_the_session() {
        signIn();
        kahuna.rotateKey("kow_another0_key");
        eventually(() -> assertThat(VaadinSession.getCurrent().getAttribute(Visitor.class))
                .isNull());
    }

    @Test
    void kahuna_away_at_sign_in_is_said() {
        kahuna.close();
        signIn();
        assertThat(screen()).contains("Kahuna does not answer.");
    }
}
