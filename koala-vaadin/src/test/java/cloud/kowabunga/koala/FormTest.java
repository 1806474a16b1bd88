package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a form says of what is typed, and what it sends. */
final class FormTest extends CatalogScreenTest {
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
}
