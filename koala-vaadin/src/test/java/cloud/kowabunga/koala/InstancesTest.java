package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.koala.client.InstanceRow;
import cloud.kowabunga.koala.compute.InstancesView;
import cloud.kowabunga.koala.operation.OperationView;
import cloud.kowabunga.koala.topology.AgentStrip;
import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class InstancesTest extends ScreenTest {
    private void look() {
        signIn();
        UI.getCurrentOrThrow().navigate(InstancesView.class);
        roundTrip();
    }

    @SuppressWarnings("unchecked")
    private List<String> names() {
        var grid = test((Grid<InstanceRow>) find(Grid.class).single());
        return IntStream.range(0, grid.size())
                .mapToObj(n -> grid.getRow(n).name())
                .toList();
    }

    @SuppressWarnings("unchecked")
    private void select(int row) {
        test((Grid<InstanceRow>) find(Grid.class).single()).select(row);
        roundTrip();
    }

    private MenuItem action(String id) {
        return find(MenuItem.class).withId(id).single();
    }

    @Test
    void with_no_instance_the_screen_says_what_to_do_first() {
        look();
        assertThat(names()).isEmpty();
        assertThat(screen()).contains("No instance yet", "all three in one go", "Komputes");
    }

    @Test
    void who_may_not_see_agents_sees_their_instances_all_the_same() {
        platform.role("user");
        platform.addInstance("web-1", "running");
        look();
        assertThat(names()).containsExactly("web-1");
        assertThat(find(AgentStrip.class).all()).noneMatch(Component::isVisible);
    }

    @Test
    void instances_are_filtered_by_name_and_state() {
        platform.addInstance("web-1", "running");
        platform.addInstance("web-2", "shutoff");
        platform.addInstance("db-1", "running");
        look();
        assertThat(names()).containsExactly("web-1", "web-2", "db-1");
        test(find(TextField.class).single()).setValue("WEB");
        assertThat(names()).containsExactly("web-1", "web-2");
        choose(InstanceState.RUNNING);
        assertThat(names()).containsExactly("web-1");
        choose(InstanceState.CRASHED);
        assertThat(names()).isEmpty();
        assertThat(screen()).contains("No instance matches");
    }

    @SuppressWarnings("unchecked")
    private void choose(InstanceState state) {
        ((Select<InstanceState>) find(Select.class).single()).setValue(state);
    }

    @Test
    void a_new_instance_appears_by_itself() {
        look();
        platform.addInstance("web-1", "creating");
        eventually(() -> assertThat(names()).containsExactly("web-1"));
    }

    @Test
    void only_actions_that_mean_something_are_offered() {
        var instance = platform.addInstance("web-1", "running");
        look();
        assertThat(action("power-stop").isEnabled()).isFalse();
        select(0);
        assertThat(action("power-stop").isEnabled()).isTrue();
        assertThat(action("power-start").isEnabled()).isFalse();
        platform.setInstance(instance, Map.of("state", "shutoff"));
        eventually(() -> {
            assertThat(names()).containsExactly("web-1");
            assertThat(action("power-start").isEnabled()).isTrue();
            assertThat(action("power-stop").isEnabled()).isFalse();
        });
    }

    @Test
    void a_running_instance_has_a_link_to_its_console_and_another_one_has_none() {
        var instance = platform.addInstance("web-1", "running");
        look();
        assertThat(find(Anchor.class).withId("console").exists()).isFalse();
        select(0);
        assertThat(find(Anchor.class).withId("console").single().getHref()).isEqualTo("console/" + instance);
        platform.setInstance(instance, Map.of("state", "shutoff"));
        eventually(() -> {
            assertThat(names()).containsExactly("web-1");
            assertThat(find(Anchor.class).withId("console").exists()).isFalse();
        });
    }

    @Test
    void a_console_that_kahuna_refuses_says_why() {
        var instance = platform.addInstance("web-1", "shutoff");
        look();
        UI.getCurrentOrThrow().navigate("console/" + instance);
        assertThat(screen()).contains("Kahuna says no", "start it, then it has a console");
    }

    @Test
    void an_action_leads_to_its_operation_whose_steps_move_to_the_end() {
        platform.addInstance("web-1", "running");
        look();
        select(0);
        press("power-suspend");
        assertThat(getCurrentView()).isInstanceOf(OperationView.class);
        eventually(() -> assertThat(screen()).contains("Suspend instance web-1", "Succeeded", "Switch the machine"));
    }

    @Test
    void who_wants_all_their_operations_to_stop_where_a_step_is_refused_says_so_once() {
        platform.addInstance("web-1", "running");
        look();
        press("pause-always");
        assertThat(action("pause-always").isChecked()).isTrue();
        select(0);
        press("power-suspend");
        assertThat(platform.preferred("op-1")).isEqualTo("respond-async, pause-on-failure");

        UI.getCurrentOrThrow().navigate(InstancesView.class);
        test(find(Button.class).withId("new").single()).click();
        assertThat(find(Checkbox.class).withId("pause").single().getValue()).isTrue();
    }

    private void press(String id) {
        var item = action(id);
        if (item.isCheckable()) {
            item.setChecked(!item.isChecked());
        }
        ComponentUtil.fireEvent(item, new ClickEvent<>(item));
    }

    @Test
    void an_agent_that_goes_away_is_named() {
        platform.putAgent("kaktus-b-1", true);
        look();
        eventually(() -> assertThat(screen()).contains("2 agents alive"));
        platform.putAgent("kaktus-b-1", false);
        eventually(() -> assertThat(screen()).contains("Agent kaktus-b-1 is away since"));
    }
}
