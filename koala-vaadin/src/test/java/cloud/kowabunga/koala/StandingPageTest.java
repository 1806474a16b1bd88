package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.koala.catalog.ResourceView;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What somebody is about to press stays where it is, whatever happens elsewhere and to what they look at. */
final class StandingPageTest extends ScreenTest {
    private String zone = "";

    private void openZone() {
        var region = platform.put("region", "", Map.of("name", "basement", "domain", "a.example.org"));
        zone = platform.put("zone", region, Map.of("name", "left", "description", "dark"));
        signIn();
        UI.getCurrentOrThrow().navigate(ResourceView.class, ResourceView.of("zone", zone));
        roundTrip();
    }

    private List<Component> standing() {
        return List.of(
                find(Button.class).withId("change").single(),
                find(Button.class).withId("delete").single(),
                find(DescriptionList.class).single(),
                find(H1.class).single());
    }

    /** All events before this one have been heard when it shows. */
    private void changed(String description) {
        platform.put("zone", "region-1", Map.of("id", zone, "name", "left", "description", description));
        eventually(() -> assertThat(words(find(DescriptionList.class).single())).contains(description));
    }

    private void operationsElsewhere() {
        for (var n = 0; n < 20; n++) {
            var volume = platform.put("volume", "p-1", Map.of("name", "disk-" + n));
            var operation = platform.addOperation("CreateVolume", "volume", volume, "disk-" + n);
            platform.setOperation(operation, Map.of("state", "SUCCEEDED"));
        }
    }

    @Test
    void operations_on_other_things_leave_the_page_alone() {
        openZone();
        var before = standing();
        operationsElsewhere();
        changed("bright");
        assertThat(standing()).usingElementComparator((a, b) -> a == b ? 0 : 1).isEqualTo(before);
    }

    @Test
    void what_stands_on_the_page_stays_when_the_resource_itself_changes() {
        openZone();
        var before = standing();
        platform.put("zone", "region-1", Map.of("id", zone, "name", "right", "description", "dark"));
        eventually(() -> assertThat(find(H1.class).single().getText()).isEqualTo("right"));
        assertThat(standing()).usingElementComparator((a, b) -> a == b ? 0 : 1).isEqualTo(before);
    }

    @Test
    void a_form_that_is_open_stays_with_what_was_typed() {
        openZone();
        test(find(Button.class).withId("change").single()).click();
        var form = find(Dialog.class).single();
        test(find(TextField.class).withId("field-description").single()).setValue("typed");
        operationsElsewhere();
        changed("bright");
        assertThat(find(Dialog.class).single()).isSameAs(form);
        assertThat(find(TextField.class).withId("field-description").single().getValue())
                .isEqualTo("typed");
    }

    @Test
    void what_hangs_from_it_appears_by_itself() {
        openZone();
        assertThat(screen()).doesNotContain("Kaktuses (1)");
        platform.put("kaktus", zone, Map.of("name", "k1"));
        eventually(() -> assertThat(screen()).contains("Kaktuses (1)", "k1"));
    }

    @Test
    void what_goes_away_meanwhile_is_said_to_be_absent() {
        openZone();
        platform.remove("zone", zone);
        eventually(() -> assertThat(screen()).contains("There is no such Zone"));
    }

    @Test
    void another_resource_of_the_same_kind_has_its_own_page() {
        openZone();
        var other = platform.put("zone", "region-1", Map.of("name", "attic"));
        UI.getCurrentOrThrow().navigate(ResourceView.class, ResourceView.of("zone", other));
        roundTrip();
        assertThat(find(H1.class).single().getText()).isEqualTo("attic");
        assertThat(words(find(DescriptionList.class).single())).contains(other).doesNotContain("dark");
    }
}
