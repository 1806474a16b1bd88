package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.koala.catalog.CatalogView;
import cloud.kowabunga.koala.catalog.ResourceView;
import cloud.kowabunga.koala.client.Resource;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.KeyDownEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogTest extends CatalogScreenTest {
    private List<String> names() {
        var grid = test(grid());
        return IntStream.range(0, grid.size())
                .mapToObj(n -> grid.getRow(n).name())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "project",
                "kompute",
                "volume",
                "record",
                "region",
                "zone",
                "agent",
                "kaktus",
                "kiwi",
                "pool",
                "template",
                "vnet",
                "subnet",
                "adapter",
                "nfs",
                "user",
                "team",
                "token"
            })
    void every_kind_has_a_list_that_says_what_to_do_first(String kind) {
        signIn();
        open(kind);
        assertThat(getCurrentView()).isInstanceOf(CatalogView.class);
        assertThat(screen()).contains("Nothing here yet");
    }

    @Test
    void a_region_is_made_and_shown() {
        signIn();
        open("region");
        press("new");
        press("save");
        assertThat(find(TextField.class).withId("field-name").single().isInvalid())
                .isTrue();
        type("name", "basement");
        type("domain", "basement.example.org");
        press("save");
        assertThat(getCurrentView()).isInstanceOf(ResourceView.class);
        assertThat(screen()).contains("basement", "basement.example.org");
        open("region");
        assertThat(names()).containsExactly("basement");
    }

    @Test
    void on_the_page_of_a_region_a_zone_of_it_is_made() {
        platform.put("region", "", Map.of("name", "attic", "domain", "b.example.org"));
        var region = platform.put("region", "", Map.of("name", "basement", "domain", "a.example.org"));
        signIn();
        open("region/" + region);
        assertThat(screen()).contains("Zones (0)");
        press("new-zone");
        type("name", "left");
        press("save");
        open("region/" + region);
        assertThat(screen()).contains("Zones (1)", "left");
    }

    @Test
    void deleting_is_confirmed_by_name() {
        var region = platform.put("region", "", Map.of("name", "basement", "domain", "a.example.org"));
        signIn();
        open("region/" + region);
        press("delete");
        var sure = find(Button.class).withId("confirm").single();
        assertThat(sure.isEnabled()).isFalse();
        test(find(TextField.class).withId("confirm-name").single()).setValue("basement");
        test(sure).click();
        assertThat(getCurrentView()).isInstanceOf(CatalogView.class);
        assertThat(names()).isEmpty();
    }

    @Test
    void enter_confirms_what_was_typed_in_full() {
        var region = platform.put("region", "", Map.of("name", "basement", "domain", "a.example.org"));
        signIn();
        open("region/" + region);
        press("delete");
        var name = find(TextField.class).withId("confirm-name").single();
        test(name).setValue("base");
        ComponentUtil.fireEvent(name, new KeyDownEvent(name, "Enter"));
        assertThat(platform.resources("region")).hasSize(1);
        test(name).setValue("basement");
        ComponentUtil.fireEvent(name, new KeyDownEvent(name, "Enter"));
        assertThat(platform.resources("region")).isEmpty();
    }

    @Test
    void something_that_is_not_there_is_said_to_be_absent() {
        signIn();
        open("region/nowhere");
        assertThat(screen()).contains("There is no such Region");
    }

    @Test
    @SuppressWarnings("unchecked")
    void a_refused_step_waits_for_a_person_where_that_is_wished() {
        var project = platform.put("project", "", Map.of("name", "shop"));
        var region = platform.put("region", "", Map.of("name", "basement", "domain", "a.example.org"));
        signIn();
        open("volume");
        press("new");
        ((ComboBox<String>) find(ComboBox.class).withId("field-project").single()).setValue(project);
        ((ComboBox<String>) find(ComboBox.class).withId("field-region").single()).setValue(region);
        type("name", "disk");
        ((Select<String>) find(Select.class).withId("field-type").single()).setValue("raw");
        find(NumberField.class).withId("field-size").single().setValue(1.0);
        find(Checkbox.class).withId("pause").single().setValue(true);
        press("save");
        assertThat(platform.preferred("op-1")).isEqualTo("respond-async, pause-on-failure");
    }

    @Test
    void a_deletion_rolls_back_unless_it_shall_pause() {
        var volume = platform.put("volume", "", Map.of("name", "disk"));
        signIn();
        open("volume/" + volume);
        press("delete");
        assertThat(find(Checkbox.class).withId("pause").single().isVisible()).isTrue();
        test(find(TextField.class).withId("confirm-name").single()).setValue("disk");
        press("confirm");
        assertThat(platform.preferred("op-1")).isEqualTo("respond-async");
    }

    @Test
    void a_kind_that_is_changed_at_once_has_its_changes_as_history() {
        signIn();
        open("region");
        press("new");
        type("name", "basement");
        type("domain", "basement.example.org");
        press("save");
        assertThat(screen()).contains("History", "Create region by admin");
        press("change");
        type("description", "dark");
        press("save");
        assertThat(screen()).contains("Update region by admin");
    }

    @Test
    void a_kind_with_operations_has_those_as_history() {
        var volume = platform.put("volume", "", Map.of("name", "disk"));
        platform.addOperation("CreateVolume", "volume", volume, "disk");
        signIn();
        open("volume/" + volume);
        assertThat(screen()).contains("History", "Create volume disk", "Accepted", "Who asked for what");
    }

    @Test
    void who_may_not_read_the_audit_is_told_who_can_say_what_was_changed() {
        platform.role("user");
        var region = platform.put("region", "", Map.of("name", "here", "domain", "a.example.org"));
        signIn();
        open("region/" + region);
        assertThat(screen()).contains("History", "Who changed it is in the audit", "projectAdmin");
    }

    @Test
    void the_list_of_agents_says_who_is_there_live() {
        platform.put("agent", "", Map.of("id", "agent-k1", "name", "k1", "type", "Kaktus"));
        platform.putAgent("k1", false);
        signIn();
        open("agent");
        assertThat(state(0)).contains("Away since");
        platform.putAgent("k1", true);
        eventually(() -> assertThat(state(0)).contains("Alive"));
    }

    private String state(int row) {
        return words(test(grid()).getCellComponent(row, "State"));
    }

    @Test
    void a_list_is_sorted_by_what_its_rows_hang_from() {
        var left = platform.put("region", "", Map.of("name", "a", "domain", "a.example.org"));
        var right = platform.put("region", "", Map.of("name", "b", "domain", "b.example.org"));
        platform.put("zone", right, Map.of("name", "one"));
        platform.put("zone", left, Map.of("name", "two"));
        signIn();
        open("zone");
        assertThat(names()).containsExactly("one", "two");
        Grid<Resource> grid = grid();
        grid.sort(GridSortOrder.asc(grid.getColumns().get(1)).build());
        assertThat(names()).containsExactly("two", "one");
    }
}
