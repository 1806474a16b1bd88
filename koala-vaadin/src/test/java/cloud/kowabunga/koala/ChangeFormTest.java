package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A change sends what a person touched, and nothing else, however much there is and whatever of it can be shown. */
final class ChangeFormTest extends ScreenTest {
    /** More than fit into any one answer. */
    private static final int MANY = 1205;

    private void change(String kind, String id) {
        signIn();
        UI.getCurrentOrThrow().navigate("catalog/" + kind + "/" + id);
        roundTrip();
        press("change");
    }

    private void press(String id) {
        test(find(Button.class).withId(id).single()).click();
    }

    private void describe(String text) {
        type("description", text);
    }

    private void type(String field, String text) {
        test(text(field)).setValue(text);
    }

    private TextField text(String field) {
        return find(TextField.class).withId("field-" + field).single();
    }

    private NumberField number(String field) {
        return find(NumberField.class).withId("field-" + field).single();
    }

    @SuppressWarnings("unchecked")
    private MultiSelectComboBox<String> several(String field) {
        return (MultiSelectComboBox<String>)
                find(MultiSelectComboBox.class).withId("field-" + field).single();
    }

    private void choose(String field, String id) {
        var chosen = new LinkedHashSet<>(several(field).getValue());
        chosen.add(id);
        several(field).setValue(chosen);
    }

    private void many(String kind) {
        IntStream.rangeClosed(1, MANY)
                .forEach(n -> platform.put(kind, "", Map.of("name", "%s %04d".formatted(kind, n))));
    }

    @Test
    void the_members_of_a_team_stay_whatever_their_number() {
        many("user");
        var members = List.of("user-1", "user-777", "user-" + MANY);
        var team = platform.put("team", "", Map.of("name", "shop", "users", members));
        change("team", team);
        assertThat(screen()).contains("user 0001 user 0777 user 1205");
        describe("They sell.");
        press("save");
        assertThat(platform.asked(team)).isEqualTo(Map.of("description", "They sell."));
    }

    @Test
    void whoever_is_typed_is_found_however_many_there_are() {
        many("user");
        platform.put("user", "", Map.of("name", "zoe"));
        var team = platform.put("team", "", Map.of("name", "shop", "users", List.of("user-1")));
        change("team", team);
        assertThat(found("users", "")).startsWith("user 0001", "user 0002").hasSizeGreaterThanOrEqualTo(50);
        assertThat(found("users", "R 120"))
                .containsExactly("user 1200", "user 1201", "user 1202", "user 1203", "user 1204", "user 1205");
        assertThat(found("users", "zo")).containsExactly("zoe");
        choose("users", test(several("users")).getSuggestionItems().getFirst());
        press("save");
        assertThat(platform.asked(team)).isEqualTo(Map.of("users", List.of("user-1", "user-1206")));
    }

    private List<String> found(String field, String typed) {
        test(several(field)).setFilter(typed);
        return test(several(field)).getSuggestions();
    }

    @Test
    void one_of_very_many_regions_is_chosen_by_a_part_of_its_name() {
        many("region");
        signIn();
        UI.getCurrentOrThrow().navigate("catalog/zone");
        roundTrip();
        press("new");
        type("name", "left");
        @SuppressWarnings("unchecked")
        ComboBox<String> box = find(ComboBox.class).withId("field-region").single();
        test(box).setFilter("1111");
        assertThat(test(box).getSuggestions()).containsExactly("region 1111");
        test(box).selectItem("region 1111");
        press("save");
        assertThat(screen()).contains("left", "region 1111");
    }

    @Test
    void the_disks_of_an_instance_stay_in_their_order_and_a_new_one_is_the_last() {
        many("volume");
        var instance = platform.addInstance("first", "shutoff");
        platform.setInstance(instance, Map.of("volumes", List.of("volume-1200", "volume-3"), "adapters", List.of()));
        change("instance", instance);
        describe("It was here first.");
        press("save");
        assertThat(platform.asked(instance)).isEqualTo(Map.of("description", "It was here first."));
        UI.getCurrentOrThrow().navigate("catalog/instance/" + instance);
        roundTrip();
        press("change");
        choose("volumes", "volume-1100");
        press("save");
        assertThat(platform.asked(instance))
                .isEqualTo(Map.of("volumes", List.of("volume-1200", "volume-3", "volume-1100")));
    }

    @Test
    void another_order_of_the_same_disks_is_a_change() {
        IntStream.rangeClosed(1, 2).forEach(n -> platform.put("volume", "", Map.of("name", "disk-" + n)));
        var instance = platform.addInstance("first", "shutoff");
        platform.setInstance(instance, Map.of("volumes", List.of("volume-1", "volume-2"), "adapters", List.of()));
        change("instance", instance);
        several("volumes").setValue(Set.of("volume-2"));
        choose("volumes", "volume-1");
        press("save");
        assertThat(platform.asked(instance)).isEqualTo(Map.of("volumes", List.of("volume-2", "volume-1")));
    }

    @Test
    void a_team_that_cannot_be_seen_stays_with_its_project() {
        var region = platform.put("region", "", Map.of("name", "here", "domain", "a.example.org"));
        platform.put("team", "", Map.of("name", "mine"));
        platform.put("team", "", Map.of("name", "mine too"));
        var project = platform.put(
                "project",
                "",
                Map.of("name", "shop", "regions", List.of(region), "teams", List.of("team-1", "foreign")));
        change("project", project);
        describe("It sells.");
        press("save");
        assertThat(platform.asked(project)).isEqualTo(Map.of("description", "It sells."));
        press("change");
        several("teams").setValue(Set.of("foreign"));
        choose("teams", "team-1");
        describe("It sells more.");
        press("save");
        assertThat(platform.asked(project)).isEqualTo(Map.of("description", "It sells more."));
        press("change");
        choose("teams", "team-2");
        press("save");
        assertThat(platform.asked(project)).isEqualTo(Map.of("teams", List.of("team-1", "foreign", "team-2")));
    }

    @Test
    void bytes_that_are_no_whole_gib_stay_as_they_are() {
        var volume = platform.put("volume", "", Map.of("name", "disk", "type", "raw", "size", 10_000_000_000L));
        change("volume", volume);
        var shown = number("size").getValue();
        describe("Ten billion.");
        press("save");
        assertThat(platform.asked(volume)).isEqualTo(Map.of("description", "Ten billion."));
        press("change");
        number("size").setValue(10.0);
        number("size").setValue(shown);
        describe("Still ten billion.");
        press("save");
        assertThat(platform.asked(volume)).isEqualTo(Map.of("description", "Still ten billion."));
        press("change");
        number("size").setValue(9.5);
        press("save");
        assertThat(platform.asked(volume)).isEqualTo(Map.of("size", 10_200_547_328L));
    }

    @Test
    void a_quota_of_odd_bytes_goes_along_unchanged_with_its_fellow() {
        var region = platform.put("region", "", Map.of("name", "here", "domain", "a.example.org"));
        var quotas = Map.of("vcpus", 2, "memory", 10_000_000_001L);
        var project = platform.put(
                "project",
                "",
                Map.of("name", "shop", "regions", List.of(region), "teams", List.of(), "quotas", quotas));
        change("project", project);
        find(IntegerField.class).withId("field-quotas.vcpus").single().setValue(3);
        press("save");
        assertThat(platform.asked(project)).isEqualTo(Map.of("quotas", Map.of("vcpus", 3, "memory", 10_000_000_001L)));
    }

    private String pool(double price) {
        platform.put("agent", "", Map.of("name", "k1", "type", "Kaktus"));
        return pool("disks", List.of("agent-1"), price);
    }

    private String pool(String name, List<String> agents, double price) {
        return platform.put(
                "pool",
                "",
                Map.of(
                        "id",
                        "pool-1",
                        "name",
                        name,
                        "pool",
                        "rbd",
                        "agents",
                        agents,
                        "cost",
                        Map.of("price", price, "currency", "EUR")));
    }

    @Test
    void a_price_is_sent_only_when_it_is_another_one() {
        var pool = pool(12.5);
        change("pool", pool);
        assertThat(screen()).contains("12.50 EUR");
        type("cost", "12.50 EUR");
        describe("Fast.");
        press("save");
        assertThat(platform.asked(pool)).isEqualTo(Map.of("description", "Fast."));
        press("change");
        type("cost", "12.51");
        press("save");
        assertThat(platform.asked(pool)).isEqualTo(Map.of("cost", Map.of("price", 12.51, "currency", "EUR")));
    }

    @Test
    void what_others_changed_meanwhile_is_not_taken_back() {
        platform.put("agent", "", Map.of("id", "agent-2", "name", "k2", "type", "Kaktus"));
        platform.put("agent", "", Map.of("id", "agent-3", "name", "k3", "type", "Kaktus"));
        var pool = pool(12.5);
        change("pool", pool);
        choose("agents", "agent-2");
        pool("faster", List.of("agent-1", "agent-3"), 20);
        press("save");
        assertThat(screen()).contains("Somebody changed it meanwhile");
        press("reload");
        assertThat(text("name").getValue()).isEqualTo("faster");
        press("save");
        assertThat(platform.asked(pool)).containsOnlyKeys("agents");
        assertThat(platform.asked(pool).get("agents")).isEqualTo(List.of("agent-1", "agent-2", "agent-3"));
    }

    @Test
    void what_was_deleted_meanwhile_is_said_to_be_gone() {
        var pool = pool(12.5);
        change("pool", pool);
        platform.remove("pool", pool);
        describe("too late");
        press("save");
        assertThat(screen()).contains("is gone: somebody deleted it meanwhile.");
    }

    @Test
    void a_price_cannot_be_taken_away_and_the_form_says_so() {
        var pool = pool(12.5);
        change("pool", pool);
        type("cost", "");
        press("save");
        assertThat(text("cost").getErrorMessage()).isEqualTo("Price can be changed, but not taken away.");
        assertThat(platform.asked(pool)).isEmpty();
    }
}
