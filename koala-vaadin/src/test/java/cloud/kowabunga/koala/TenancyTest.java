package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.koala.client.Resource;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.router.RouterLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A project's page: what it may use, what it uses, what that costs, and who is in it. */
final class TenancyTest extends ScreenTest {
    private final String project = platform.put("project", "", Map.of("name", "shop", "teams", List.of("builders")));

    private void people() {
        platform.put("user", "", Map.of("id", "user-1", "name", "ada", "role", "projectAdmin"));
        platform.put("user", "", Map.of("id", "user-2", "name", "bob", "role", "user"));
        platform.put(
                "team", "", Map.of("id", "builders", "name", "The builders", "users", List.of("user-1", "user-2")));
    }

    private void open() {
        signIn();
        UI.getCurrentOrThrow().navigate("catalog/project/" + project);
        roundTrip();
    }

    private List<String> links() {
        return find(RouterLink.class).all().stream().map(RouterLink::getHref).toList();
    }

    @Test
    void a_project_shows_its_members_their_roles_and_their_teams() {
        people();
        open();
        assertThat(screen())
                .contains("Members (2)", "ada through The builders projectAdmin", "bob through The builders user");
        assertThat(links()).contains("catalog/user/user-1", "catalog/user/user-2", "catalog/team/builders");
    }

    @Test
    void who_may_not_look_at_a_member_sees_the_name_alone() {
        people();
        platform.role("projectAdmin");
        open();
        assertThat(screen()).contains("Members (2)", "bob through The builders");
        assertThat(links()).contains("catalog/user/user-1").doesNotContain("catalog/user/user-2");
    }

    @Test
    void who_administers_nothing_is_not_told_who_else_is_in_it() {
        people();
        platform.role("user");
        open();
        assertThat(screen()).contains("Quota, use and cost").doesNotContain("Members", "bob");
    }

    @Test
    void members_change_while_one_looks() {
        open();
        assertThat(screen()).contains("Nobody is in a team of this project");
        people();
        eventually(() -> assertThat(screen()).contains("Members (2)"));
        platform.put("team", "", Map.of("id", "builders", "name", "The builders", "users", List.of("user-2")));
        eventually(() -> assertThat(screen()).contains("Members (1)", "bob"));
    }

    @Test
    void of_very_many_the_first_stand_there_until_all_are_wanted() {
        var users = new ArrayList<String>();
        IntStream.rangeClosed(1, 30)
                .forEach(n -> users.add(platform.put("user", "", Map.of("name", "person " + n, "role", "user"))));
        platform.put("team", "", Map.of("id", "builders", "name", "The builders", "users", users));
        open();
        assertThat(screen()).contains("Members (30)", "person 25").doesNotContain("person 26");
        test(find(Button.class).withId("all-members").single()).click();
        assertThat(screen()).contains("person 26", "person 30").doesNotContain("All 30 members");
    }

    @Test
    void the_private_subnets_of_a_project_have_names() {
        var subnet = platform.put("subnet", "", Map.of("name", "private-26"));
        var walled = platform.put(
                "project",
                "",
                Map.of("name", "walled", "private_subnets", List.of(Map.of("key", "basement", "value", subnet))));
        signIn();
        UI.getCurrentOrThrow().navigate("catalog/project/" + walled);
        roundTrip();
        assertThat(screen()).contains("basement: private-26");
    }

    @Test
    void quotas_that_change_show_at_once() {
        open();
        assertThat(screen()).contains("Quota, use and cost", "no limit", "All of it costs 12.50 EUR a month.");
        platform.put(
                "project",
                "",
                Map.of("id", project, "name", "shop", "teams", List.of("builders"), "quotas", Map.of("vcpus", 40)));
        eventually(() -> assertThat(screen()).contains("0 of 40"));
    }

    @Test
    void the_list_says_what_each_project_uses_and_what_that_costs() {
        platform.addInstance("web-1", "running");
        platform.put("project", "", Map.of("name", "bakery", "quotas", Map.of("vcpus", 40, "instances", 1)));
        signIn();
        UI.getCurrentOrThrow().navigate("catalog/project");
        assertThat(row("bakery"))
                .contains("1 of 1", "2 of 40", "2 GiB", "12.50 EUR")
                .doesNotContain("no limit");
        assertThat(row("shop")).startsWith("1 2 2 GiB");
        platform.addInstance("web-2", "running");
        eventually(() -> assertThat(row("bakery")).contains("over the quota", "4 of 40"));
    }

    /** What the list says of the project of that name. */
    @SuppressWarnings("unchecked")
    private String row(String name) {
        var grid = test((Grid<Resource>) find(Grid.class).single());
        var row = IntStream.range(0, grid.size())
                .filter(number -> grid.getRow(number).name().equals(name))
                .findFirst()
                .orElseThrow();
        return Stream.of("Instances", "vCPUs", "Memory", "Storage", "Cost a month")
                .map(column -> words(grid.getCellComponent(row, column)))
                .collect(Collectors.joining(" "));
    }
}
