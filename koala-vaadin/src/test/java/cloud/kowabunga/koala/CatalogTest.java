package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.koala.catalog.CatalogView;
import cloud.kowabunga.koala.catalog.ResourceView;
import cloud.kowabunga.koala.client.Resource;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.KeyDownEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.DomEvent;
import com.vaadin.flow.internal.JacksonUtils;
import com.vaadin.flow.internal.nodefeature.ElementListenerMap;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogTest extends ScreenTest {
    private void open(String path) {
        UI.getCurrentOrThrow().navigate("catalog/" + path);
        roundTrip();
    }

    private List<String> names() {
        var grid = test(grid());
        return IntStream.range(0, grid.size())
                .mapToObj(n -> grid.getRow(n).name())
                .toList();
    }

    private void press(String id) {
        test(find(Button.class).withId(id).single()).click();
    }

    private void type(String field, String text) {
        test(find(TextField.class).withId("field-" + field).single()).setValue(text);
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
    void what_kahuna_refuses_stands_in_the_form_and_nothing_typed_is_lost() {
        platform.put("region", "", Map.of("name", "basement", "domain", "a.example.org"));
        signIn();
        open("region");
        press("new");
        type("name", "basement");
        type("domain", "b.example.org");
        press("save");
        assertThat(screen()).contains("There is a region named 'basement' already.");
        assertThat(find(TextField.class).withId("field-domain").single().getValue())
                .isEqualTo("b.example.org");
    }

    @Test
    void a_number_that_cannot_be_read_is_refused_and_not_taken_for_nothing() {
        platform.put("region", "", Map.of("name", "basement", "domain", "a.example.org"));
        signIn();
        open("vnet");
        press("new");
        type("name", "left");
        type("interface", "br0");
        var vlan = find(IntegerField.class).withId("field-vlan").single();
        typeUnreadable(vlan, "99999999999");
        assertThat(vlan.getErrorMessage()).isEqualTo("VLAN goes from 0 to 4094.");
        press("save");
        assertThat(platform.resources("vnet")).isEmpty();
        assertThat(vlan.isInvalid()).isTrue();
        vlan.setValue(7);
        press("save");
        assertThat(platform.resources("vnet")).singleElement().asString().contains("vlan=7");
    }

    /** As the browser tells of what stands in the field and is no number of Java's. */
    private static void typeUnreadable(Component field, String text) {
        var element = field.getElement();
        element.setProperty("_inputElementValue", text);
        element.getNode()
                .getFeature(ElementListenerMap.class)
                .fireEvent(new DomEvent(element, "unparsable-change", JacksonUtils.createObjectNode()));
    }

    @Test
    void a_vnet_is_called_as_in_what_kahuna_says_and_its_bridge_has_a_name_that_linux_takes() {
        signIn();
        open("vnet");
        assertThat(screen()).contains("VNets", "New VNet");
        press("new");
        type("interface", "br nope");
        assertThat(find(TextField.class).withId("field-interface").single().getErrorMessage())
                .contains("1 to 15 characters, without blanks");
    }

    @Test
    void what_kahuna_says_of_a_field_stands_at_that_field_with_its_label_and_with_names() {
        var region = platform.put("region", "", Map.of("name", "basement", "domain", "a.example.org"));
        var vnet = platform.put("vnet", region, Map.of("name", "left"));
        platform.refuseMaking("subnet", "cidr: 10.0.0.0/24 overlaps with one in " + vnet + ".");
        signIn();
        open("subnet");
        press("new");
        type("name", "sub");
        type("cidr", "10.0.0.0/24");
        type("gateway", "10.0.0.1");
        press("save");
        assertThat(screen()).contains("Range: 10.0.0.0/24 overlaps with one in left");
        assertThat(find(TextField.class).withId("field-cidr").single().getErrorMessage())
                .startsWith("10.0.0.0/24 overlaps with one in left");
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
    void where_there_is_one_region_alone_it_is_chosen_already() {
        platform.put("region", "", Map.of("name", "basement", "domain", "a.example.org"));
        signIn();
        open("zone");
        press("new");
        type("name", "left");
        press("save");
        assertThat(screen()).contains("left", "basement");
    }

    @Test
    @SuppressWarnings("unchecked")
    void a_zone_is_made_in_the_region_that_is_chosen() {
        var region = platform.put("region", "", Map.of("name", "basement", "domain", "a.example.org"));
        platform.put("region", "", Map.of("name", "attic", "domain", "b.example.org"));
        signIn();
        open("zone");
        press("new");
        type("name", "left");
        assertThat(find(ComboBox.class).single().getValue()).isNull();
        ((ComboBox<String>) find(ComboBox.class).single()).setValue(region);
        press("save");
        assertThat(screen()).contains("left", "basement");
        open("region/" + region);
        assertThat(screen()).contains("Zones (1)", "left");
    }

    @Test
    void only_what_differs_is_sent_when_something_is_changed() {
        var region = platform.put(
                "region", "", Map.of("name", "basement", "domain", "a.example.org", "description", "dark"));
        signIn();
        open("region/" + region);
        press("change");
        type("description", "bright");
        press("save");
        assertThat(screen()).contains("bright", "a.example.org");
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
    void what_is_wrong_with_a_field_is_said_while_it_is_typed() {
        signIn();
        open("region");
        press("new");
        type("domain", "not a domain");
        var domain = find(TextField.class).withId("field-domain").single();
        assertThat(domain.isInvalid()).isTrue();
        assertThat(domain.getErrorMessage()).contains("such as eu.example.org");
        type("domain", "eu.example.org");
        assertThat(domain.isInvalid()).isFalse();
    }

    @Test
    @SuppressWarnings("unchecked")
    void an_order_says_what_it_does_to_the_quota_before_it_is_given() {
        var region = platform.put("region", "", Map.of("name", "basement", "domain", "a.example.org"));
        var zone = platform.put("zone", region, Map.of("name", "left"));
        platform.addCapacity(region, "basement", zone, "left");
        var project = platform.put("project", "", Map.of("name", "shop", "quotas", Map.of("vcpus", 2)));
        signIn();
        open("instance");
        press("new");
        ((ComboBox<String>) find(ComboBox.class).withId("field-project").single()).setValue(project);
        ((ComboBox<String>) find(ComboBox.class).withId("field-zone").single()).setValue(zone);
        number("vcpus", 2);
        assertThat(screen())
                .contains("After this, project shop uses:", "2 of 2", "Kaktus kaktus-a-1 has the most room");
        number("vcpus", 9);
        assertThat(screen()).contains("9 of 2 · over the quota", "No Kaktus of this zone has that much room");
    }

    private void number(String field, int value) {
        find(IntegerField.class).withId("field-" + field).single().setValue(value);
    }

    @Test
    void a_quota_is_changed_with_its_fellows() {
        var project = platform.put(
                "project",
                "",
                Map.of(
                        "name",
                        "shop",
                        "regions",
                        List.of(),
                        "teams",
                        List.of(),
                        "quotas",
                        Map.of("vcpus", 2, "instances", 7)));
        signIn();
        open("project/" + project);
        press("change");
        number("quotas.vcpus", 3);
        assertThat(find(IntegerField.class)
                        .withId("field-quotas.instances")
                        .single()
                        .getValue())
                .isEqualTo(7);
    }

    @Test
    void what_somebody_changed_meanwhile_is_told_and_nothing_typed_is_lost() {
        var region = platform.put("region", "", Map.of("name", "basement", "domain", "a.example.org"));
        signIn();
        open("region/" + region);
        press("change");
        type("description", "bright");
        platform.put("region", "", Map.of("id", region, "name", "cellar", "domain", "a.example.org"));
        press("save");
        assertThat(screen()).contains("Somebody changed it meanwhile");
        press("reload");
        assertThat(field("name")).isEqualTo("cellar");
        assertThat(field("description")).isEqualTo("bright");
        press("save");
        assertThat(screen()).contains("cellar", "bright").doesNotContain("Somebody changed it meanwhile");
    }

    private String field(String name) {
        return find(TextField.class).withId("field-" + name).single().getValue();
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

    @SuppressWarnings("unchecked")
    private Grid<Resource> grid() {
        return (Grid<Resource>) find(Grid.class).single();
    }
}
