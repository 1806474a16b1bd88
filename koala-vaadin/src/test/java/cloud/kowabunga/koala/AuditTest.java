package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.koala.audit.AuditView;
import cloud.kowabunga.koala.client.AuditResult;
import cloud.kowabunga.koala.client.AuditRow;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who did what, on the screen. */
final class AuditTest extends ScreenTest {
    private void look(Map<String, String> query) {
        signIn();
        UI.getCurrentOrThrow().navigate(AuditView.ROUTE, QueryParameters.simple(query));
        roundTrip();
    }

    @SuppressWarnings("unchecked")
    private Grid<AuditRow> grid() {
        return (Grid<AuditRow>) find(Grid.class).single();
    }

    private List<String> verbs() {
        var grid = test(grid());
        return IntStream.range(0, grid.size())
                .mapToObj(n -> grid.getRow(n).title())
                .toList();
    }

    private void two() {
        platform.audit("Create", "region", "region-1", "basement", Map.of("name", "basement"));
        platform.auditRefusal("DeleteZone", "zone", "zone-1", "ada may not delete zones.");
    }

    @Test
    void nothing_done_yet_is_said() {
        look(Map.of());
        assertThat(screen()).contains("Nothing yet", "Every change and every refusal is written down here");
    }

    @Test
    void the_newest_deed_stands_first() {
        two();
        look(Map.of());
        assertThat(verbs()).containsExactly("Delete zone", "Create region");
    }

    @Test
    @SuppressWarnings("unchecked")
    void deeds_are_filtered_and_all_come_back() {
        two();
        look(Map.of());
        ((Select<AuditResult>) find(Select.class).withId("filter-result").single()).setValue(AuditResult.REFUSED);
        assertThat(verbs()).containsExactly("Delete zone");
        test(find(TextField.class).withId("filter-who").single()).setValue("nobody");
        assertThat(verbs()).isEmpty();
        assertThat(screen()).contains("Nothing matches");
        test(find(Button.class).withCaption("Show all of it").single()).click();
        assertThat(verbs()).hasSize(2);
    }

    @Test
    void days_are_filtered_by_both_ends() {
        two();
        look(Map.of());
        var today = LocalDate.now(ZoneOffset.UTC);
        find(DatePicker.class).withId("filter-until").single().setValue(today.minusDays(1));
        assertThat(verbs()).isEmpty();
        find(DatePicker.class).withId("filter-until").single().setValue(today);
        find(DatePicker.class).withId("filter-since").single().setValue(today);
        assertThat(verbs()).hasSize(2);
        find(DatePicker.class).withId("filter-since").single().setValue(today.plusDays(1));
        assertThat(verbs()).isEmpty();
    }

    @Test
    void a_row_opens_with_what_was_asked_for() {
        two();
        look(Map.of("resource", "region-1"));
        assertThat(verbs()).containsExactly("Create region");
        test(grid()).clickRow(0);
        assertThat(words(find(Dialog.class).single())).contains("POST /api/v1/region", "Key", "fake0001", "Allowed");
        assertThat(find(Pre.class).withId("input").single().getText()).contains("\"name\" : \"basement\"");
    }

    @Test
    void a_refusal_says_why() {
        two();
        look(Map.of());
        test(grid()).clickRow(0);
        assertThat(words(find(Dialog.class).single())).contains("ada may not delete zones.", "NOT_ALLOWED");
    }

    @Test
    void a_row_names_its_project() {
        var project = platform.put("project", "", Map.of("name", "shop"));
        two();
        platform.auditOf(project);
        look(Map.of());
        test(grid()).clickRow(0);
        assertThat(words(find(Dialog.class).single())).contains("Project shop").doesNotContain(project);
    }

    @Test
    void the_deeds_of_an_operation_lead_to_it() {
        var operation = platform.addOperation("CreateInstance", platform.addInstance("web-1", "creating"));
        two();
        look(Map.of("operation", operation));
        assertThat(verbs()).containsExactly("Create instance");
        test(grid()).clickRow(0);
        assertThat(words(find(Dialog.class).single())).contains(operation, "Temporal console");
    }

    @Test
    void a_power_action_is_called_by_its_name() {
        platform.addPower(PowerAction.SHUTDOWN, platform.addInstance("web-1", "running"));
        look(Map.of());
        assertThat(verbs()).containsExactly("Shut down instance");
    }

    @Test
    void a_new_deed_appears_by_itself() {
        look(Map.of());
        platform.addInstance("web-1", "creating");
        platform.addOperation("CreateInstance", "i-1");
        eventually(() -> assertThat(verbs()).containsExactly("Create instance"));
    }

    @Test
    void a_refusal_appears_by_itself_though_nothing_has_changed() {
        look(Map.of());
        platform.auditRefusal("DeleteZone", "zone", "zone-1", "ada may not delete zones.");
        eventually(() -> assertThat(verbs()).containsExactly("Delete zone"));
    }

    @Test
    void it_can_be_taken_away_as_a_file() {
        look(Map.of());
        var export = find(Anchor.class).withId("export").single();
        assertThat(export.isDownload()).isTrue();
        assertThat(export.getHref()).isNotBlank();
    }

    @Test
    void who_administers_nothing_is_neither_offered_nor_shown_the_audit() {
        platform.role("user");
        look(Map.of());
        assertThat(find(SideNavItem.class).all())
                .extracting(SideNavItem::getLabel)
                .doesNotContain("Audit");
        assertThat(screen()).contains("Kahuna says no", "a projectAdmin or a superAdmin is needed");
    }
}
