package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.compute.InstancesView;
import cloud.kowabunga.koala.operation.OperationLines;
import cloud.kowabunga.koala.operation.OperationsView;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.router.RouterLink;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the machines of regions fare, as their lists and pages tell it. */
final class FleetTest extends ScreenTest {
    private static final String CAPACITY = "GET /search/capacity";

    private int asked;
    private String region = "";
    private String zone = "";

    @BeforeEach
    void oneRegion() {
        region = platform.put("region", "", Map.of("name", "basement", "domain", "a.example.org"));
        zone = platform.put("zone", region, Map.of("name", "left"));
        platform.put("kaktus", zone, Map.of("id", "k-1", "name", "kaktus-a-1", "agents", List.of("agent-k1")));
        platform.put("pool", region, Map.of("id", "pool-1", "name", "disks", "pool", "local"));
        platform.put("kiwi", region, Map.of("id", "kiwi-1", "name", "edge"));
        platform.addInstance("web-1", "running");
        platform.addCapacity(region, "basement", zone, "left");
        platform.putAgent("k1", true, "kaktus", "k-1", region, zone);
        platform.putAgent("k2", false, "kiwi", "kiwi-1", region);
        platform.putAgent("k3", true, "pool", "pool-1", region);
    }

    private void open(String path) {
        signIn();
        asked = kahuna.calls(CAPACITY);
        UI.getCurrentOrThrow().navigate("catalog/" + path);
        roundTrip();
    }

    @SuppressWarnings("unchecked")
    private Grid<Resource> grid() {
        return (Grid<Resource>) find(Grid.class).single();
    }

    private String cell(int row, String column) {
        return words(test(grid()).getCellComponent(row, column));
    }

    private List<String> titles() {
        return grid().getColumns().stream().map(Grid.Column::getHeaderText).toList();
    }

    @Test
    void the_list_of_kaktuses_tells_who_answers_and_how_full_each_is() {
        open("kaktus");
        assertThat(cell(0, "State")).isEqualTo("Alive");
        assertThat(cell(0, "vCPUs")).isEqualTo("8 of 16");
        assertThat(cell(0, "Memory")).isEqualTo("16 GiB of 32 GiB");
        assertThat(cell(0, "Instances")).isEqualTo("1");
        assertThat(cell(0, "Agents")).isEqualTo("k1");
        assertThat(titles()).containsOnlyOnce("Agents");
    }

    @Test
    void of_several_agents_those_that_answer_are_counted_and_with_none_it_says_since_when() {
        platform.putAgent("k4", false, "kaktus", "k-1", region, zone);
        open("kaktus");
        assertThat(cell(0, "State")).isEqualTo("1 of 2 agents alive");
        platform.putAgent("k1", false, "kaktus", "k-1", region, zone);
        eventually(() -> assertThat(cell(0, "State")).startsWith("Away since "));
    }

    @Test
    void a_kaktus_in_maintenance_says_so() {
        open("kaktus");
        platform.setCapacity("k-1", Map.of("maintenance", true));
        eventually(() -> assertThat(cell(0, "State")).isEqualTo("Alive In maintenance"));
    }

    @Test
    void pools_kiwis_zones_and_regions_add_up_what_they_are_made_of() {
        open("pool");
        assertThat(cell(0, "State")).isEqualTo("Alive");
        assertThat(cell(0, "Storage")).isEqualTo("95 GiB of 100 GiB · nearly full");
        UI.getCurrentOrThrow().navigate("catalog/kiwi");
        roundTrip();
        assertThat(cell(0, "State")).startsWith("Away since ");
        assertThat(cell(0, "Agents")).isEqualTo("k2");
        UI.getCurrentOrThrow().navigate("catalog/zone");
        roundTrip();
        assertThat(cell(0, "State")).isEqualTo("Alive");
        assertThat(cell(0, "vCPUs")).isEqualTo("8 of 16");
        UI.getCurrentOrThrow().navigate("catalog/region");
        roundTrip();
        assertThat(cell(0, "State")).isEqualTo("2 of 3 agents alive");
        assertThat(cell(0, "Storage")).startsWith("95 GiB of 100 GiB");
        platform.putAgent("k2", true, "kiwi", "kiwi-1", region);
        eventually(() -> assertThat(cell(0, "State")).isEqualTo("3 agents alive"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"region", "zone", "pool"})
    void who_may_not_be_told_of_machines_has_the_list_without_them(String kind) {
        platform.role("user");
        open(kind);
        assertThat(titles()).contains("Name", "Description").doesNotContain("State", "vCPUs", "Storage");
    }

    @Test
    void who_may_not_be_told_any_more_keeps_the_list() {
        open("zone");
        assertThat(cell(0, "State")).isEqualTo("Alive");
        platform.role("user");
        platform.setCapacity("k-1", Map.of("maintenance", true));
        eventually(() -> assertThat(cell(0, "State")).isEqualTo("–"));
    }

    @Test
    void however_many_there_are_kahuna_is_asked_for_all_at_once() {
        IntStream.range(0, 300)
                .forEach(
                        n -> platform.put("kaktus", zone, Map.of("id", "more-" + n, "name", "more-%03d".formatted(n))));
        open("kaktus");
        assertThat(cell(1, "State")).isEqualTo("No agent yet");
        assertThat(kahuna.calls(CAPACITY) - asked).isLessThan(10);
    }

    @Test
    void the_page_of_a_kaktus_tells_of_its_agents_and_of_the_instances_that_it_carries() {
        platform.putAgent("k4", false, "kaktus", "k-1", region, zone);
        open("kaktus/k-1");
        assertThat(screen()).contains("Agents (2)", "k1", "k4", "Alive", "Away since", "version 0.1.0");
        assertThat(screen()).contains("Instances (1)", "web-1", "Running", "2 vCPU · 2 GiB");
        platform.addInstance("web-2", "shutoff");
        platform.putAgent("k4", true, "kaktus", "k-1", region, zone);
        eventually(() -> assertThat(screen()).contains("Instances (2)", "web-2").doesNotContain("Away since"));
    }

    @Test
    void of_many_instances_the_page_of_a_kaktus_names_the_first_and_leads_to_all() {
        IntStream.range(0, 30).forEach(n -> platform.addInstance("more-" + n, "running"));
        open("kaktus/k-1");
        test(find(RouterLink.class).withText("All 31 instances").single()).click();
        assertThat(getCurrentView()).isInstanceOf(InstancesView.class);
        assertThat(screen()).contains("On one Kaktus");
    }

    @Test
    void the_page_of_a_kiwi_says_what_is_not_known() {
        open("kiwi/kiwi-1");
        assertThat(screen()).contains("Agents (1)", "k2", "Agents of type Kiwi have no program in this version");
    }

    @Test
    void the_page_of_a_region_has_the_agents_of_all_that_is_in_it() {
        open("region/" + region);
        assertThat(screen()).contains("Agents (3)", "k1", "k2", "k3");
    }

    @Test
    void who_may_not_be_told_of_machines_is_not_told_on_pages_either() {
        platform.role("user");
        open("zone/" + zone);
        assertThat(screen()).contains("left").doesNotContain("Agents (");
    }

    @Test
    void what_is_done_in_a_place_stands_on_its_page_those_that_go_on_first() {
        var web = platform.addInstance("web-2", "creating");
        var goesOn = platform.addOperation("CreateInstance", web);
        IntStream.range(0, 9)
                .forEach(n -> platform.setOperation(
                        platform.addOperation("UpdateInstance", web), Map.of("state", "SUCCEEDED")));
        open("kaktus/k-1");
        var lines = find(OperationLines.class).single();
        assertThat(words(lines.getChildren().findFirst().orElseThrow())).contains("Accepted Create instance web-2");
        assertThat(lines.getChildren()).hasSize(8);
        assertThat(screen()).contains("All 10 operations");
        platform.setOperation(goesOn, Map.of("state", "ATTENTION"));
        eventually(() -> assertThat(screen()).contains("Needs attention Create instance web-2"));
        test(find(RouterLink.class).withText("All 10 operations").single()).click();
        assertThat(getCurrentView()).isInstanceOf(OperationsView.class);
        assertThat(screen()).contains("In one place");
        assertThat(test(grid()).size()).isEqualTo(10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"project", "region", "zone", "kaktus", "pool", "vnet", "subnet", "agent"})
    void a_place_in_which_nothing_was_done_says_so(String kind) {
        platform.put(kind, "", Map.of("id", "quiet", "name", "quiet"));
        open(kind + "/quiet");
        assertThat(screen())
                .contains(
                        "Operations",
                        kind.equals("agent") ? "It has carried no step yet." : "Nothing has been done in it yet.",
                        "History");
    }
}
