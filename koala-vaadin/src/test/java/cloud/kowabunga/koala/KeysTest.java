package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.textfield.TextField;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keys of users and agents: made, shown once, and until when they hold. */
final class KeysTest extends CatalogScreenTest {
    @Test
    void the_key_of_an_agent_is_shown_once_with_what_to_type() {
        var agent = platform.put("agent", "", Map.of("name", "k1", "type", "Kaktus"));
        signIn();
        open("agent/" + agent);
        press("new-key");
        test(find(TextField.class).withId("confirm-name").single()).setValue("k1");
        press("confirm");
        assertThat(find(Pre.class).withId("secret").single().getText()).startsWith("kow_new00001");
        assertThat(find(Pre.class).all())
                .anySatisfy(command -> assertThat(command.getText()).contains("agent: " + agent));
    }

    @Test
    void a_user_is_said_to_lose_the_key_that_they_have_and_the_new_one_may_end_by_itself() {
        var user = platform.put(
                "user", "", Map.of("id", "user-7", "name", "ada", "email", "ada@example.org", "role", "user"));
        platform.put("token", user, Map.of("id", "token-" + user, "name", "ada", "expire", false));
        signIn();
        open("user/" + user);
        press("new-key");
        assertThat(find(Dialog.class).single().getHeaderTitle()).isEqualTo("Give a new key to ada?");
        assertThat(words(find(Dialog.class).single())).contains("The one that they have now ends at once");
        assertThat(find(Button.class).withId("confirm").single().getText()).isEqualTo("Make new key");
        find(DatePicker.class).withId("last-day").single().setValue(LocalDate.of(2027, 1, 31));
        test(find(TextField.class).withId("confirm-name").single()).setValue("ada");
        press("confirm");
        assertThat(find(Pre.class).withId("secret").single().getText()).startsWith("kow_new00001");
        open("token");
        assertThat(test(grid()).getCellText(0, 4)).isEqualTo("to the end of 2027-01-31 (UTC)");
    }

    @Test
    void of_a_first_key_nothing_is_said_to_end() {
        var agent = platform.put("agent", "", Map.of("name", "k2", "type", "Kaktus"));
        signIn();
        open("agent/" + agent);
        press("new-key");
        assertThat(words(find(Dialog.class).single()))
                .contains("It has no key yet.")
                .doesNotContain("ends at once");
    }

    @Test
    void a_last_day_that_cannot_be_read_makes_no_key_without_an_end() {
        var user = platform.put(
                "user", "", Map.of("id", "user-7", "name", "ada", "email", "ada@example.org", "role", "user"));
        signIn();
        open("user/" + user);
        press("new-key");
        var last = find(DatePicker.class).withId("last-day").single();
        typeUnreadable(last, "31/02/2020");
        test(find(TextField.class).withId("confirm-name").single()).setValue("ada");
        press("confirm");
        assertThat(last.getErrorMessage()).isEqualTo("This is no day. Choose one, or leave it empty.");
        assertThat(find(Pre.class).withId("secret").all()).isEmpty();
        last.setValue(LocalDate.of(2099, 1, 31));
        press("confirm");
        assertThat(find(Pre.class).withId("secret").all()).hasSize(1);
    }
}
