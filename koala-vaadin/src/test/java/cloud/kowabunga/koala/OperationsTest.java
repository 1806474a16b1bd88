package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.OperationRow;
import cloud.kowabunga.koala.operation.OperationView;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridSortOrder;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.router.QueryParameters;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class OperationsTest extends ScreenTest {
    private String operation = "";

    @BeforeEach
    void anOperation() {
        operation = platform.addOperation("CreateInstance", platform.addInstance("web-1", "creating"));
        signIn();
    }

    private void open() {
        navigate(OperationView.class, operation);
    }

    private boolean offers(String decision) {
        return find(Button.class).withId(decision).all().stream().anyMatch(Button::isVisible);
    }

    @Test
    void steps_move_without_a_reload() {
        open();
        assertThat(screen()).contains("Create instance web-1", "No step has begun yet.");
        platform.step(operation, "Clone the disk", "pool/local", Map.of("state", "RUNNING", "progress", 0.5));
        eventually(() -> assertThat(screen()).contains("Clone the disk", "agent of the pool", "Running"));
        platform.step(operation, "Clone the disk", "pool/local", Map.of("state", "DONE"));
        platform.setOperation(operation, Map.of("state", "SUCCEEDED"));
        eventually(() -> assertThat(screen()).contains("Succeeded", "Done"));
        assertThat(offers("cancel")).isFalse();
    }

    @Test
    void a_waiting_operation_says_for_whom_and_since_when() {
        platform.waits(operation, "kaktus-b-2");
        open();
        assertThat(screen()).contains("Waits for agent kaktus-b-2 since");
        assertThat(offers("cancel")).isTrue();
        assertThat(offers("skip")).isFalse();
    }

    @Test
    void an_attempt_that_failed_can_be_tried_again_at_once() {
        platform.step(
                operation,
                "Clone the disk",
                "pool/local",
                Map.of("state", "RUNNING", "attempt", 3, "last_error", "The pool did not answer."));
        platform.setOperation(operation, Map.of("state", "RUNNING"));
        open();
        assertThat(screen()).contains("attempt 3", "Last attempt: The pool did not answer.");
        test(find(Button.class).withId("retry").single()).click();
        assertThat(kahuna.decided(operation)).isEqualTo("retry");
    }

    @Test
    void an_operation_that_needs_attention_offers_all_decisions() {
        platform.setOperation(operation, Map.of("state", "ATTENTION", "reason", "The disk is in use."));
        open();
        assertThat(screen()).contains("Needs attention", "The disk is in use.");
        assertThat(offers("retry")).isTrue();
        assertThat(offers("cancel")).isTrue();
        test(find(Button.class).withId("skip").single()).click();
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(kahuna.decided(operation)).isEqualTo("skip");
    }

    @Test
    void only_what_kahuna_would_do_is_offered() {
        platform.setOperation(operation, Map.of("state", "ATTENTION", "decisions", List.of("retry", "cancel")));
        open();
        assertThat(offers("retry")).isTrue();
        assertThat(offers("skip")).isFalse();
        platform.waits(operation, "kaktus-b-2");
        platform.setOperation(operation, Map.of("decisions", List.of("retry", "skip")));
        eventually(() -> {
            assertThat(offers("skip")).isTrue();
            assertThat(offers("cancel")).isFalse();
        });
    }

    @Test
    void decisions_stand_beside_the_step_that_stands_still() {
        platform.step(operation, "Admit the instance", "", Map.of("state", "DONE"));
        platform.step(operation, "Clone the disk", "pool/local", Map.of("state", "RUNNING"));
        open();
        assertThat(stepOfDecisions()).isEmpty();
        platform.step(
                operation,
                "Clone the disk",
                "pool/local",
                Map.of("state", "RUNNING", "attempt", 2, "last_error", "The pool did not answer."));
        eventually(() -> assertThat(stepOfDecisions()).contains("Clone the disk"));
    }

    private String stepOfDecisions() {
        return find(Button.class)
                .withId("cancel")
                .single()
                .getParent()
                .flatMap(bar -> bar.getParent())
                .filter(ListItem.class::isInstance)
                .map(ScreenTest::words)
                .orElse("");
    }

    @Test
    void cancelling_is_confirmed_first() {
        open();
        test(find(Button.class).withId("cancel").single()).click();
        assertThat(kahuna.decided(operation)).isEmpty();
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(kahuna.decided(operation)).isEqualTo("cancel");
    }

    @Test
    void a_failed_operation_gives_the_reason() {
        platform.setOperation(operation, Map.of("state", "FAILED", "reason", "The bridge 'kow0' does not exist."));
        open();
        assertThat(screen()).contains("Failed", "The bridge 'kow0' does not exist.");
    }

    @Test
    void an_unknown_operation_is_said_in_a_sentence() {
        navigate(OperationView.class, "op-99");
        assertThat(screen()).contains("There is no such operation", "There is no operation 'op-99'.");
    }

    @Test
    void the_list_leads_to_the_newest_first() {
        platform.addOperation("DeleteInstance", platform.addInstance("web-2", "deleting"));
        list(Map.of());
        assertThat(resources()).containsExactly("web-2", "web-1");
    }

    @Test
    void columns_are_sorted_by_kahuna() {
        platform.addOperation("DeleteInstance", platform.addInstance("db-1", "deleting"));
        platform.addOperation("DeleteInstance", platform.addInstance("zoo-1", "deleting"));
        list(Map.of());
        var grid = grid();
        grid.sort(GridSortOrder.asc(grid.getColumnByKey("resource")).build());
        assertThat(resources()).containsExactly("db-1", "web-1", "zoo-1");
        grid.sort(GridSortOrder.desc(grid.getColumnByKey("resource")).build());
        assertThat(resources()).containsExactly("zoo-1", "web-1", "db-1");
    }

    @Test
    void one_line_for_each_resource_opens_into_all_its_operations() {
        platform.setOperation(operation, Map.of("state", "SUCCEEDED"));
        platform.addOperation("PowerInstance", "i-1");
        platform.addOperation("DeleteInstance", platform.addInstance("web-2", "deleting"));
        list(Map.of());
        assertThat(resources()).containsExactly("web-2", "web-1", "web-1");
        find(Checkbox.class).withId("grouped").single().setValue(true);
        assertThat(resources()).containsExactly("web-2", "web-1");
        var open = (Button) test(grid()).getCellComponent(1, "operations");
        assertThat(open.getText()).isEqualTo("2");
        open.click();
        assertThat(resources()).containsExactly("web-1", "web-1");
        assertThat(screen()).contains("Of one resource");
    }

    @Test
    void operations_past_their_deadline_are_told_on_every_screen() {
        platform.setOperation(
                operation, Map.of("state", "RUNNING", "overdue", "true", "deadline", "2026-01-01T00:00:00Z"));
        for (var screen : new String[] {"", "instances", "catalog/region"}) {
            UI.getCurrentOrThrow().navigate(screen);
            eventually(() -> assertThat(screen()).contains("Create instance web-1 takes longer than it should."));
        }
        list(Map.of("overdue", "true"));
        assertThat(resources()).containsExactly("web-1");
        open();
        assertThat(screen()).contains("It should have ended at", "goes on");
        platform.setOperation(operation, Map.of("state", "SUCCEEDED", "overdue", "false"));
        eventually(() -> assertThat(screen()).doesNotContain("takes longer than it should", "It should have ended"));
    }

    @Test
    void an_operation_tells_its_input_and_who_asked_for_it() {
        platform.auditInput(operation, Map.of("name", "web-1", "vcpus", 2));
        open();
        assertThat(find(Pre.class).withId("input").single().getText()).contains("\"vcpus\" : 2");
        assertThat(screen()).contains("Create instance by admin", "from 127.0.0.1");
    }

    @Test
    void who_may_not_read_the_audit_sees_an_operation_without_it() {
        platform.hideAgents();
        UI.getCurrentOrThrow().getSession().setAttribute(Visitor.class, null);
        UI.getCurrentOrThrow().navigate("operations");
        signIn();
        open();
        assertThat(screen()).contains("Create instance web-1").doesNotContain("Audit", "Input");
    }

    @Test
    void an_operation_of_several_shows_its_parts_live_and_they_lead_back() {
        var bulk = platform.addOperation("RunBulk", "bulk", "bulk-1", "1 instance");
        platform.setOperation(operation, Map.of("parent", bulk, "state", "RUNNING"));
        navigate(OperationView.class, bulk);
        assertThat(screen()).contains("Its operations (1)", "Create instance web-1", "Running");
        platform.setOperation(operation, Map.of("state", "SUCCEEDED"));
        eventually(() -> assertThat(screen()).contains("Succeeded"));
        open();
        assertThat(screen()).contains("Part of", bulk);
        list(Map.of("parent", bulk));
        assertThat(resources()).containsExactly("web-1");
    }

    private void list(Map<String, String> query) {
        UI.getCurrentOrThrow().navigate("operations", QueryParameters.simple(query));
        roundTrip();
    }

    @SuppressWarnings("unchecked")
    private Grid<OperationRow> grid() {
        return (Grid<OperationRow>) find(Grid.class).single();
    }

    private List<String> resources() {
        var grid = test(grid());
        return IntStream.range(0, grid.size())
                .mapToObj(n -> grid.getRow(n).resourceTitle())
                .toList();
    }
}
