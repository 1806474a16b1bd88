package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.koala.catalog.SelectionBar;
import cloud.kowabunga.koala.client.Resource;
import cloud.kowabunga.koala.operation.OperationView;
import com.vaadin.flow.component.ClickEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is done to several rows at once. */
final class BulkTest extends ScreenTest {
    private static final Pattern STEP = Pattern.compile("Stop instance web-\\d+");
    private static final Comparator<String> BY_NUMBER =
            Comparator.comparingInt(name -> Integer.parseInt(name.substring(name.lastIndexOf('-') + 1)));

    private void open(String path) {
        signIn();
        UI.getCurrentOrThrow().navigate(path);
        roundTrip();
    }

    @SuppressWarnings("unchecked")
    private <T> Grid<T> grid() {
        return (Grid<T>) find(Grid.class).single();
    }

    private <T> void select(int... rows) {
        Grid<T> grid = grid();
        for (var row : rows) {
            grid.select(test(grid).getRow(row));
        }
        roundTrip();
    }

    private int count() {
        return test(grid()).size();
    }

    private boolean offered(String id) {
        return find(Button.class).withId(id).exists();
    }

    private void delete(String typed) {
        test(find(Button.class).withId("delete-selected").single()).click();
        confirm(typed);
    }

    @Test
    void nothing_is_offered_while_nothing_is_selected() {
        platform.put("volume", "", Map.of("name", "one"));
        open("catalog/volume");
        assertThat(offered("delete-selected")).isFalse();
        select(0);
        assertThat(offered("delete-selected")).isTrue();
        assertThat(screen()).contains("1 selected");
    }

    @Test
    void several_volumes_are_deleted_by_one_operation() {
        IntStream.rangeClosed(1, 3).forEach(n -> platform.put("volume", "", Map.of("name", "disk-" + n)));
        open("catalog/volume");
        select(0, 2);
        test(find(Button.class).withId("delete-selected").single()).click();
        assertThat(words(find(Dialog.class).single())).contains("disk-1, disk-3");
        var sure = find(Button.class).withId("confirm").single();
        assertThat(sure.isEnabled()).isFalse();
        test(find(TextField.class).withId("confirm-name").single()).setValue("2 Volumes");
        find(Checkbox.class).withId("pause").single().setValue(true);
        test(sure).click();
        assertThat(getCurrentView()).isInstanceOf(OperationView.class);
        assertThat(screen())
                .contains("Its operations (2)", "Delete volume disk-1", "Delete volume disk-3", "Succeeded");
        assertThat(platform.preferred("op-1")).isEqualTo("respond-async, pause-on-failure");
    }

    @Test
    void the_power_of_several_instances_is_switched_at_once() {
        platform.addInstance("web-1", "running");
        platform.addInstance("web-2", "shutoff");
        open("instances");
        select(0);
        assertThat(find(MenuItem.class).withId("power-stop").exists()).isTrue();
        select(1);
        assertThat(find(MenuItem.class).withId("power-stop").exists()).isFalse();
        assertThat(screen()).contains("2 selected");
        press("selected-stop");
        assertThat(words(find(Dialog.class).single())).contains("web-1, web-2", "pulls the plug");
        confirm("2 Instances");
        assertThat(getCurrentView()).isInstanceOf(OperationView.class);
        eventually(() -> assertThat(screen()).contains("Its operations (2)", "Stop instance web-1"));
    }

    @Test
    void what_pulls_the_plug_of_several_is_confirmed_by_their_number_and_all_else_by_a_click() {
        platform.addInstance("web-1", "running");
        platform.addInstance("web-2", "running");
        open("instances");
        select(0, 1);
        press("selected-reset");
        assertThat(find(Button.class).withId("confirm").single().isEnabled()).isFalse();
        find(Dialog.class).single().close();
        press("selected-shutdown");
        assertThat(words(find(ConfirmDialog.class).single())).contains("web-1, web-2");
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(getCurrentView()).isInstanceOf(OperationView.class);
        eventually(() -> assertThat(screen()).contains("Shut down instance web-1"));
    }

    private void press(String id) {
        var item = find(MenuItem.class).withId(id).all().getLast();
        ComponentUtil.fireEvent(item, new ClickEvent<>(item));
    }

    private void confirm(String typed) {
        test(find(TextField.class).withId("confirm-name").single()).setValue(typed);
        test(find(Button.class).withId("confirm").single()).click();
    }

    @Test
    void more_than_kahuna_takes_at_once_is_refused_before_it_is_asked_for() {
        open("instances");
        var bar = new SelectionBar("instance", () -> {});
        UI.getCurrentOrThrow().add(bar);
        var many = IntStream.rangeClosed(1, 1001)
                .mapToObj(n -> new SelectionBar.Chosen("instance-" + n, "web-" + n))
                .toList();
        bar.show(many, false);
        roundTrip();
        press("selected-stop");
        assertThat(find(Dialog.class).exists()).isFalse();
        assertThat(words(find(Notification.class).single())).contains("At most 1000 can be switched at once");
        bar.show(many.subList(0, 1000), false);
        press("selected-stop");
        assertThat(words(find(Dialog.class).single())).contains("990 more");
        assertThat(find(TextField.class).withId("confirm-name").single().getLabel())
                .isEqualTo("Type 1000 Instances to confirm");
    }

    @Test
    void of_very_many_parts_those_that_are_done_are_left_out_first() {
        var operation = platform.addOperation("RunBulk", platform.addInstance("web-1", "running"));
        IntStream.rangeClosed(1, 130).forEach(n -> step(operation, n, n % 10 == 0 ? "RUNNING" : "DONE"));
        signIn();
        navigate(OperationView.class, operation);
        assertThat(steps()).hasSize(100).contains("Stop instance web-10", "Stop instance web-130");
        assertThat(steps()).doesNotContain("Stop instance web-1").isSortedAccordingTo(BY_NUMBER);
        assertThat(screen()).contains("30 other steps are not shown.");
        IntStream.rangeClosed(1, 13).forEach(n -> step(operation, n * 10, "DONE"));
        step(operation, 1, "FAILED");
        eventually(() -> assertThat(steps())
                .hasSize(100)
                .contains("Stop instance web-1", "Stop instance web-32")
                .doesNotContain("Stop instance web-30", "Stop instance web-31")
                .isSortedAccordingTo(BY_NUMBER));
    }

    private void step(String operation, int number, String state) {
        platform.step(operation, "Stop instance web-" + number, "", Map.of("state", state));
    }

    private List<String> steps() {
        return find(ListItem.class).all().stream()
                .flatMap(line -> STEP.matcher(words(line)).results().map(MatchResult::group))
                .toList();
    }

    @Test
    void what_is_changed_at_once_is_deleted_one_by_one_and_refusals_are_told() {
        platform.put("region", "", Map.of("name", "kept", "domain", "a.example.org"));
        platform.put("region", "", Map.of("name", "gone", "domain", "b.example.org"));
        open("catalog/region");
        select(0, 1);
        platform.refuseDeletion("region-1", "Region kept has a zone.");
        assertThat(find(Checkbox.class).withId("pause").exists()).isFalse();
        delete("2 Regions");
        assertThat(words(find(Dialog.class).all().getLast()))
                .contains("1 of 2 are done", "kept: Region kept has a zone.");
        Grid<Resource> grid = grid();
        assertThat(List.of(test(grid).getRow(0).name())).containsExactly("kept");
        assertThat(count()).isEqualTo(1);
        assertThat(offered("delete-selected")).isFalse();
    }
}
