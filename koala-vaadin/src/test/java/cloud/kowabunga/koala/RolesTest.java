package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.koala.catalog.Kinds;
import cloud.kowabunga.koala.client.Resource;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.sidenav.SideNavItem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each role is offered, of every kind: no more than Kahuna's table of rights leaves to it. */
final class RolesTest extends ScreenTest {
    private static final List<String> ROLES = List.of("superAdmin", "projectAdmin", "user");

    /** Only those with a role of their own in the cloud see the machines. */
    private static final Set<String> MACHINES = Set.of("agent", "kaktus", "kiwi");
    /** What a project owns; its projectAdmins make, change and delete it. */
    private static final Set<String> OWNED = Set.of("instance", "kompute", "volume", "record", "adapter");

    private static Stream<Arguments> everyKindForEveryRole() {
        return ROLES.stream().flatMap(role -> Kinds.paths().stream().map(kind -> Arguments.of(role, kind)));
    }

    private static boolean reads(String role, String kind) {
        return role.equals("superAdmin") || !MACHINES.contains(kind);
    }

    private static boolean makes(String role, String kind) {
        return !kind.equals("token") && deletes(role, kind);
    }

    private static boolean changes(String role, String kind) {
        return deletes(role, kind) || (role.equals("projectAdmin") && kind.equals("project"));
    }

    private static boolean deletes(String role, String kind) {
        return role.equals("superAdmin")
                || kind.equals("token")
                || (role.equals("projectAdmin") && OWNED.contains(kind));
    }

    private void enter(String role, String address) {
        platform.role(role);
        signIn();
        UI.getCurrentOrThrow().navigate(address);
        roundTrip();
    }

    private boolean offers(String id) {
        return find(Button.class).withId(id).all().stream().anyMatch(Component::isVisible);
    }

    @ParameterizedTest
    @MethodSource("everyKindForEveryRole")
    void a_list_offers_what_the_role_may(String role, String kind) {
        enter(role, kind.equals("instance") ? "instances" : "catalog/" + kind);
        assertThat(offers("new")).isEqualTo(makes(role, kind));
        if (!reads(role, kind)) {
            assertThat(screen()).contains("not for you to see", "Your role, " + role);
        } else if (makes(role, kind) || kind.equals("token")) {
            assertThat(screen()).doesNotContain("Your role");
        } else {
            assertThat(screen()).contains("Your role, %s, makes none".formatted(role));
        }
    }

    @ParameterizedTest
    @MethodSource("everyKindForEveryRole")
    void a_page_offers_what_the_role_may(String role, String kind) {
        var id = kind.equals("instance")
                ? platform.addInstance("one", "running")
                : platform.put(kind, "", Map.of("id", kind + "-one", "name", "one"));
        enter(role, "catalog/" + kind + "/" + id);
        assertThat(offers("change")).isEqualTo(changes(role, kind));
        assertThat(offers("delete")).isEqualTo(deletes(role, kind));
        assertThat(screen()).contains(reads(role, kind) ? "one" : "not for you to see");
    }

    @ParameterizedTest
    @MethodSource("everyKindForEveryRole")
    void rows_are_selected_where_something_can_be_done_to_them(String role, String kind) {
        if (!kind.equals("instance")) {
            platform.put(kind, "", Map.of("name", "one"));
        }
        enter(role, kind.equals("instance") ? "instances" : "catalog/" + kind);
        var selects = find(Grid.class).all().stream().anyMatch(RolesTest::selects);
        assertThat(selects)
                .isEqualTo(reads(role, kind)
                        && (deletes(role, kind) || Set.of("instance", "kompute").contains(kind)));
    }

    private static boolean selects(Grid<?> grid) {
        return grid.getSelectionMode() == Grid.SelectionMode.MULTI;
    }

    @ParameterizedTest
    @MethodSource("roles")
    void the_navigation_has_what_the_role_may_read(String role) {
        enter(role, "");
        var shown = find(SideNavItem.class).all().stream()
                .map(SideNavItem::getPath)
                .filter(path -> path != null && path.startsWith("catalog/"))
                .map(path -> path.substring("catalog/".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        var readable = Kinds.paths().stream()
                .filter(kind -> !kind.equals("instance") && reads(role, kind))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(shown).isEqualTo(readable);
    }

    private static List<String> roles() {
        return ROLES;
    }

    @ParameterizedTest
    @MethodSource("roles")
    void decisions_are_for_those_who_administer_it(String role) {
        var instance = platform.addInstance("web-1", "running");
        var operation = platform.addOperation("DeleteInstance", instance);
        platform.step(operation, "Delete the disk", "", Map.of("state", "FAILED", "error", "The image is in use."));
        platform.setOperation(operation, Map.of("state", "ATTENTION"));
        enter(role, "operations/" + operation);
        var administers = !role.equals("user");
        assertThat(List.of(offers("retry"), offers("skip"), offers("cancel")))
                .containsExactly(administers, administers, administers);
    }

    @ParameterizedTest
    @MethodSource("roles")
    @SuppressWarnings("unchecked")
    void selected_komputes_are_deleted_by_those_who_administer_them(String role) {
        var kompute = platform.put("kompute", "", Map.of("name", "one"));
        enter(role, "catalog/kompute");
        Grid<Resource> grid = find(Grid.class).single();
        grid.asMultiSelect().select(new Resource(kompute, "one", null, null, Map.of()));
        assertThat(offers("delete-selected")).isEqualTo(!role.equals("user"));
        assertThat(screen()).contains("1 selected");
    }

    @Test
    void another_role_shows_with_the_next_page() {
        enter("superAdmin", "");
        platform.role("user");
        platform.put("user", "", Map.of("id", "user-1", "name", "ada"));
        eventually(() -> assertThat(find(SideNavItem.class).all())
                .extracting(SideNavItem::getPath)
                .doesNotContain("catalog/agent"));
        UI.getCurrentOrThrow().navigate("catalog/region");
        assertThat(offers("new")).isFalse();
    }
}
