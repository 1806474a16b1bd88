package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.koala.operation.OperationView;
import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.router.RouterLink;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Kompute and its parts, each on its page. */
final class KomputePageTest extends ScreenTest {
    private String kompute = "";
    private String instance = "";

    @BeforeEach
    void aKompute() {
        kompute = platform.put("kompute", "p-1", Map.of("name", "web-1"));
        instance = platform.addInstance("web-1", "running");
        platform.setInstance(instance, Map.of("kompute", kompute));
        platform.put("volume", "p-1", Map.of("name", "web-1-os", "kompute", kompute));
        platform.put("volume", "p-1", Map.of("name", "other"));
        platform.put("adapter", "s-1", Map.of("name", "web-1-private", "kompute", kompute));
        signIn();
    }

    private void open(String path) {
        UI.getCurrentOrThrow().navigate("catalog/" + path);
        roundTrip();
    }

    private List<String> links() {
        return find(RouterLink.class).all().stream().map(RouterLink::getHref).toList();
    }

    @Test
    void its_page_shows_state_and_console_and_leads_to_its_parts() {
        open("kompute/" + kompute);
        assertThat(screen()).contains("Running", "10.90.0.10", "Console", "web-1-os", "web-1-private");
        assertThat(links())
                .contains("catalog/instance/" + instance, "catalog/volume/volume-1", "catalog/adapter/adapter-1")
                .doesNotContain("catalog/volume/volume-2");
        platform.setInstance(instance, Map.of("state", "shutoff"));
        eventually(() -> assertThat(screen()).contains("Off").doesNotContain("Console"));
    }

    @Test
    void what_is_done_to_its_power_is_done_to_the_whole() {
        open("kompute/" + kompute);
        var stop = find(MenuItem.class).withId("power-stop").single();
        ComponentUtil.fireEvent(stop, new ClickEvent<>(stop));
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(getCurrentView()).isInstanceOf(OperationView.class);
        assertThat(screen()).contains("Stop kompute web-1");
    }

    @Test
    void while_the_whole_is_worked_on_its_power_is_left_alone() {
        open("kompute/" + kompute);
        assertThat(find(MenuItem.class).withId("power-stop").single().isEnabled())
                .isTrue();
        var operation = platform.addOperation("UpdateKompute", "kompute", kompute, "web-1");
        platform.setOperation(operation, Map.of("state", "RUNNING"));
        eventually(() -> assertThat(screen()).contains("web-1 is being worked on"));
        assertThat(find(MenuItem.class).withId("power-stop").single().isEnabled())
                .isFalse();
        assertThat(links()).contains("operations/" + operation);
        platform.setOperation(operation, Map.of("state", "SUCCEEDED"));
        eventually(() -> assertThat(
                        find(MenuItem.class).withId("power-stop").single().isEnabled())
                .isTrue());
    }

    @Test
    void each_part_says_of_which_it_is_one_and_cannot_be_deleted_alone() {
        for (var part : List.of("instance/" + instance, "volume/volume-1", "adapter/adapter-1")) {
            open(part);
            assertThat(screen()).contains("It is a part of a Kompute");
            assertThat(links()).contains("catalog/kompute/" + kompute);
            assertThat(offersToDelete()).as(part).isFalse();
        }
    }

    @Test
    void what_is_no_part_says_nothing_of_it_and_can_be_deleted() {
        open("volume/volume-2");
        assertThat(screen()).doesNotContain("part of a Kompute");
        assertThat(offersToDelete()).isTrue();
    }

    private boolean offersToDelete() {
        return find(Button.class).withId("delete").all().stream().anyMatch(Button::isVisible);
    }
}
