package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.compute.PowerAction;
import com.vaadin.flow.component.UI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The start page, and the parts of pages that show what changes by itself. */
final class OverviewTest extends ScreenTest {
    private String region() {
        var region = platform.put("region", "", Map.of("name", "basement", "domain", "a.example.org"));
        var zone = platform.put("zone", region, Map.of("name", "left"));
        platform.addCapacity(region, "basement", zone, "left");
        return region;
    }

    private void open(String path) {
        UI.getCurrentOrThrow().navigate(path);
        roundTrip();
    }

    @Test
    void without_a_region_the_overview_says_what_to_do_first() {
        signIn();
        assertThat(screen()).contains("No region yet", "No project yet", "Nothing waits for anybody.");
    }

    @Test
    void the_overview_shows_how_full_each_zone_and_pool_is() {
        region();
        signIn();
        assertThat(screen()).contains("basement", "Zone left", "8 of 16 · 50 %", "16 GiB of 32 GiB", "1 alive");
        assertThat(screen()).contains("Storage disks", "95 GiB of 100 GiB · 95 % · nearly full");
    }

    @Test
    void the_overview_names_the_operations_that_stand_still() {
        signIn();
        var operation = platform.addOperation("CreateInstance", platform.addInstance("web-1", "creating"));
        platform.waits(operation, "kaktus-b-2");
        eventually(() -> assertThat(screen()).contains("Create instance web-1", "Waits for agent kaktus-b-2"));
        platform.setOperation(operation, Map.of("state", "SUCCEEDED"));
        eventually(() -> assertThat(screen()).contains("Nothing waits for anybody."));
    }

    @Test
    void the_overview_counts_what_is_being_cancelled_and_names_what_of_it_waits() {
        signIn();
        var goes = platform.addOperation("CreateInstance", platform.addInstance("web-1", "creating"));
        platform.setOperation(goes, Map.of("state", "CANCELLING"));
        eventually(() -> assertThat(screen()).contains("1 Cancelling", "Nothing waits for anybody."));
        var stands = platform.addOperation("CreateInstance", platform.addInstance("web-2", "creating"));
        platform.waits(stands, "kaktus-b-2");
        platform.setOperation(stands, Map.of("state", "CANCELLING"));
        eventually(() -> assertThat(screen())
                .contains("2 Cancelling", "Create instance web-2", "Waits for agent kaktus-b-2")
                .doesNotContain("Create instance web-1", "Nothing waits for anybody."));
    }

    @Test
    void the_overview_follows_what_is_made_while_it_is_shown() {
        signIn();
        assertThat(screen()).contains("No region yet", "No project yet");
        region();
        eventually(() -> assertThat(screen()).contains("basement", "Zone left").doesNotContain("No region yet"));
        platform.put("project", "", Map.of("name", "shop"));
        eventually(() -> assertThat(screen()).contains("shop").doesNotContain("No project yet"));
    }

    @Test
    void who_may_not_see_machines_sees_their_projects_all_the_same() {
        region();
        platform.role("user");
        platform.put("project", "", Map.of("name", "shop", "quotas", Map.of("vcpus", 4, "instances", 0)));
        platform.addInstance("web-1", "running");
        signIn();
        assertThat(screen()).contains("shop", "2 of 4 · 50 %", "1 · no limit").doesNotContain("Zone left");
    }

    @Test
    void the_page_of_a_project_shows_quota_use_and_cost() {
        var project = platform.put("project", "", Map.of("name", "shop", "quotas", Map.of("vcpus", 2)));
        platform.addInstance("web-1", "running");
        signIn();
        open("catalog/project/" + project);
        assertThat(screen()).contains("2 of 2 · 100 % · nearly full", "All of it costs 12.50 EUR a month.");
    }

    @Test
    void the_page_of_a_kaktus_shows_how_full_it_is() {
        region();
        platform.put("kaktus", "zone-1", Map.of("id", "k-1", "name", "kaktus-a-1"));
        signIn();
        open("catalog/kaktus/k-1");
        assertThat(screen()).contains("Capacity", "vCPUs promised", "8 of 16 · 50 %");
    }

    @Test
    void the_page_of_a_subnet_counts_its_addresses() {
        var subnet = platform.put(
                "subnet",
                "",
                Map.of(
                        "name",
                        "lan",
                        "cidr",
                        "10.90.0.0/28",
                        "gateway",
                        "10.90.0.1",
                        "reserved",
                        List.of(Map.of("first", "10.90.0.2", "last", "10.90.0.3"))));
        platform.put("adapter", subnet, Map.of("name", "web-1", "addresses", List.of("10.90.0.10")));
        signIn();
        open("catalog/subnet/" + subnet);
        assertThat(screen()).contains("1 of 16 addresses are given out, 5 are reserved, 10 are free.");
    }

    @Test
    void the_page_of_an_instance_shows_its_state_and_its_operations() {
        var instance = platform.addInstance("web-1", "running");
        platform.addPower(PowerAction.SHUTDOWN, instance);
        signIn();
        open("catalog/instance/" + instance);
        assertThat(screen()).contains("Running", "10.90.0.10", "Console", "Shut down instance web-1", "Accepted");
        platform.setInstance(instance, Map.of("state", "shutoff"));
        eventually(() -> assertThat(screen()).contains("Off").doesNotContain("Console"));
    }
}
