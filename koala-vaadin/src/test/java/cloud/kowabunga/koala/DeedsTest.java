package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.koala.access.SignInView;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.FakeKahuna;
import cloud.kowabunga.koala.client.Resource;
import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.server.VaadinSession;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be done to some kinds only: passwords, keys, maintenance, defaults. */
final class DeedsTest extends ScreenTest {
    private static final String FRESH = "a fresh password";

    private void open(String path) {
        UI.getCurrentOrThrow().navigate("catalog/" + path);
        roundTrip();
    }

    private void press(String id) {
        test(find(Button.class).withId(id).single()).click();
    }

    private boolean offers(String id) {
        return find(Button.class).withId(id).all().stream().anyMatch(Component::isVisible);
    }

    private void type(String id, String text) {
        test(find(PasswordField.class).withId(id).single()).setValue(text);
    }

    private void confirm(String name) {
        test(find(TextField.class).withId("confirm-name").single()).setValue(name);
        press("confirm");
    }

    private String user(String id, String name) {
        return platform.put("user", "", Map.of("id", id, "name", name, "email", name + "@example.org", "role", "user"));
    }

    @Test
    void an_administrator_sets_anybodys_password() {
        var bob = user("user-2", "bob");
        signIn();
        open("user/" + bob);
        press("set-password");
        type("password", "short");
        press("set");
        assertThat(platform.password(bob)).isEmpty();
        type("password", FRESH);
        type("again", FRESH + "!");
        press("set");
        assertThat(find(PasswordField.class).withId("again").single().getErrorMessage())
                .contains("not the same");
        type("again", FRESH);
        press("set");
        assertThat(platform.password(bob)).isEqualTo(FRESH);
        assertThat(find(Dialog.class).all()).isEmpty();
    }

    @Test
    void others_set_only_their_own() {
        platform.role("user");
        user("user-1", "ada");
        user("user-2", "bob");
        signIn();
        open("user/user-2");
        assertThat(offers("set-password") || offers("new-key") || offers("change"))
                .isFalse();
        open("user/user-1");
        assertThat(offers("set-password") && offers("new-key") && offers("change"))
                .isTrue();
        assertThat(find(Button.class).withId("new-key").single().isEnabled())
                .as("the key that opened this session")
                .isFalse();
        press("set-password");
        assertThat(find(Dialog.class).single().getHeaderTitle()).isEqualTo("Change your password");
    }

    @Test
    void ones_own_password_is_changed_in_the_account_menu_and_ends_a_sign_in_with_the_old_one() {
        UI.getCurrentOrThrow().navigate(SignInView.class);
        test(find(EmailField.class).single()).setValue(FakeKahuna.EMAIL);
        test(find(PasswordField.class).withCaption("Password").single()).setValue(FakeKahuna.PASSWORD);
        press("user-sign-in");
        var item = find(MenuItem.class).withId("own-password").single();
        ComponentUtil.fireEvent(item, new ClickEvent<>(item));
        type("password", FRESH);
        type("again", FRESH);
        press("set");
        assertThat(platform.password("user-1")).isEqualTo(FRESH);
        assertThat(Visitor.of(VaadinSession.getCurrent())).isEmpty();
    }

    @Test
    void a_kaktus_goes_into_maintenance_and_comes_out() {
        var kaktus = platform.put("kaktus", "", Map.of("name", "k1"));
        signIn();
        open("kaktus/" + kaktus);
        assertThat(offers("out-of-maintenance")).isFalse();
        press("into-maintenance");
        assertThat(offers("into-maintenance")).isFalse();
        press("out-of-maintenance");
        assertThat(offers("into-maintenance")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"region,pool", "region,nfs", "pool,template", "vnet,subnet"})
    void what_has_a_default_is_made_it(String parentKind, String kind) {
        var parent = platform.put(parentKind, "", Map.of("name", "above"));
        var id = platform.put(kind, parent, Map.of("name", "one"));
        signIn();
        open(kind + "/" + id);
        assertThat(screen()).doesNotContain("Default");
        press("make-default");
        assertThat(platform.defaultOf(kind)).isEqualTo(id);
        assertThat(screen()).contains("Default");
        assertThat(offers("make-default")).isFalse();
        var other = platform.put(kind, parent, Map.of("name", "other"));
        platform.makeDefault(kind, other);
        platform.put(kind, parent, Map.of("id", id, "name", "one"));
        eventually(() -> assertThat(offers("make-default")).isTrue());
        assertThat(screen()).doesNotContain("Default");
        open(kind);
        assertThat(title("other")).contains("Default");
        assertThat(title("one")).doesNotContain("Default");
    }

    /** What stands in the column of names. */
    @SuppressWarnings("unchecked")
    private String title(String name) {
        var grid = test((Grid<Resource>) find(Grid.class).single());
        for (var row = 0; row < grid.size(); row++) {
            if (grid.getRow(row).name().equals(name)) {
                return words(grid.getCellComponent(row, 0));
            }
        }
        return "";
    }

    @Test
    void nothing_else_has_a_default_or_maintenance() {
        var zone = platform.put("zone", platform.put("region", "", Map.of("name", "r")), Map.of("name", "z"));
        signIn();
        open("zone/" + zone);
        assertThat(offers("make-default") || offers("into-maintenance") || offers("set-password") || offers("new-key"))
                .isFalse();
    }

    @Test
    void a_key_is_made_and_revoked_on_the_page_of_its_user() {
        var bob = user("user-2", "bob");
        signIn();
        open("user/" + bob);
        assertThat(screen()).contains("It has no key.");
        press("new-key");
        confirm("bob");
        assertThat(screen()).contains("holds until it is revoked", "never used");
        test(find(Button.class).withText("I have it").single()).click();
        press("revoke");
        confirm("bob");
        assertThat(screen()).contains("It has no key.");
        assertThat(platform.names("token")).isEmpty();
    }

    @Test
    void the_key_on_a_page_changes_by_itself() {
        var bob = user("user-2", "bob");
        signIn();
        open("user/" + bob);
        assertThat(screen()).contains("It has no key.");
        var key = platform.put("token", bob, Map.of("name", "laptop", "expire", false));
        eventually(() -> assertThat(screen()).contains("laptop · holds until it is revoked"));
        Map<String, Object> ended =
                Map.of("id", key, "name", "laptop", "expire", true, "expiration_date", "2026-01-31");
        platform.put("token", bob, ended);
        eventually(() -> assertThat(screen()).contains("laptop · ran out at the end of 2026-01-31 (UTC)"));
        platform.remove("token", key);
        eventually(() -> assertThat(screen()).contains("It has no key."));
    }

    @Test
    void the_list_of_keys_says_whose_they_are_and_when_they_were_used() {
        var bob = user("user-2", "bob");
        platform.put("agent", "", Map.of("id", "agent-kaktus-a-1", "name", "kaktus-a-1"));
        platform.put("token", bob, Map.of("name", "a", "expire", false, "last_used_at", "2026-01-02T03:04:00Z"));
        platform.put("token", "agent-kaktus-a-1", Map.of("name", "b", "expire", false));
        platform.put("token", bob, Map.of("name", "c", "expire", false));
        signIn();
        open("token");
        assertThat(row(0)).contains("bob", "User", "03:04:00");
        assertThat(row(1)).contains("kaktus-a-1", "Agent").doesNotContain("never");
        assertThat(row(2)).contains("bob", "User", "never");
    }

    @SuppressWarnings("unchecked")
    private String row(int row) {
        var grid = test((Grid<Resource>) find(Grid.class).single());
        return String.join(
                " ", words(grid.getCellComponent(row, 1)), grid.getCellText(row, 2), grid.getCellText(row, 3));
    }
}
