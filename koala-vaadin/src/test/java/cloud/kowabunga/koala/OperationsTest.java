package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.operation.OperationView;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.router.RouterLink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    void a_step_names_its_agent_and_when_it_began_and_ended() {
        open();
        platform.step(
                operation,
                "Clone the disk",
                "pool/local",
                Map.of("state", "RUNNING", "agent", "kaktus-a-1", "started_at", "2026-01-05T08:00:00Z"));
        eventually(() -> assertThat(screen())
                .contains("agent kaktus-a-1", "08:00:00")
                .doesNotContain("agent of the pool", "08:00:07"));
        platform.step(
                operation, "Clone the disk", "pool/local", Map.of("state", "DONE", "ended_at", "2026-01-05T08:00:07Z"));
        eventually(() -> assertThat(screen()).contains("agent kaktus-a-1", "08:00:00", "08:00:07"));
    }

    @Test
    void a_waiting_operation_says_for_whom_and_since_when() {
        platform.waits(operation, "kaktus-b-2");
        open();
        assertThat(screen()).contains("Waits for agent kaktus-b-2 since");
        assertThat(offers("cancel")).isTrue();
        assertThat(offers("skip")).isFalse();
        platform.setOperation(operation, Map.of("state", "CANCELLING"));
        eventually(() -> assertThat(screen()).contains("Cancelling", "Waits for agent kaktus-b-2 since"));
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

    private void standsStill(List<String> decisions, Map<String, Object> step) {
        platform.step(operation, "Admit the instance", "", Map.of("state", "DONE"));
        platform.step(operation, "Define the machine", "kaktus/k-1", step);
        platform.setOperation(operation, Map.of("state", "ATTENTION", "decisions", decisions));
        open();
    }

    @Test
    void a_paused_operation_says_what_was_refused_and_what_each_decision_does() {
        standsStill(
                List.of("retry", "cancel"), Map.of("state", "FAILED", "error", "The bridge 'kow0' does not exist."));
        assertThat(screen())
                .contains("'Define the machine' was refused: The bridge 'kow0' does not exist."
                        + " Everything that was done before it is in place."
                        + " Mend the cause and retry, or cancel, and what was done is undone.")
                .doesNotContain("part of a bulk", "no way back");
        test(find(Button.class).withId("cancel").single()).click();
        assertThat(asked()).contains("nothing stays behind");
    }

    @Test
    void a_paused_check_says_that_it_may_be_skipped() {
        standsStill(List.of("retry", "skip", "cancel"), Map.of("state", "FAILED", "error", "It is not there."));
        assertThat(screen()).contains("or skip the step and go on as if it were done, or cancel");
    }

    @Test
    void a_rollback_that_failed_says_that_there_is_no_way_back_and_stands_beside_its_step() {
        platform.step(operation, "Admit the instance", "", Map.of("state", "DONE"));
        platform.step(
                operation,
                "Define the machine",
                "kaktus/k-1",
                Map.of("state", "FAILED", "error", "The machine does not go away.", "undo_refused", true));
        platform.step(operation, "Start the machine", "kaktus/k-1", Map.of("state", "FAILED", "error", "No power."));
        platform.setOperation(operation, Map.of("state", "ATTENTION", "decisions", List.of("retry", "skip", "cancel")));
        open();
        assertThat(screen())
                .contains("There is no way back from 'Define the machine': The machine does not go away."
                        + " Mend the cause and retry, or skip the step and leave what it made as it is,"
                        + " or cancel and leave everything that is not undone yet.")
                .doesNotContain("is in place");
        assertThat(stepOfDecisions()).contains("Define the machine");
        test(find(Button.class).withId("cancel").single()).click();
        assertThat(asked()).contains("can be deleted later");
    }

    /** As Kahuna tells it, for what and since when. */
    private void waits(String id, Map<String, Object> what) {
        var fields = new HashMap<String, Object>(what);
        fields.put("state", "WAITING");
        fields.put("waiting_since", "2026-01-01T00:00:00Z");
        platform.setOperation(id, fields);
    }

    @Test
    void a_part_of_a_bulk_says_so_and_the_bulk_says_for_whom_it_waits() {
        var bulk = platform.addOperation("RunBulk", "bulk", "bulk-1", "2 instances");
        platform.setOperation(operation, Map.of("parent", bulk));
        standsStill(List.of("retry", "cancel"), Map.of("state", "FAILED", "error", "No room."));
        assertThat(screen()).contains("It is a part of a bulk, whose other parts go on.");

        waits(
                bulk,
                Map.of("waiting_for", "a decision about web-1", "waiting_kind", "decision", "waiting_part", operation));
        navigate(OperationView.class, bulk);
        assertThat(screen())
                .contains("Waits for a decision about web-1 since", "Its other parts go on meanwhile.")
                .doesNotContain("as soon as that is back");
        assertThat(find(RouterLink.class).withText("Decide about it").single().getHref())
                .isEqualTo("operations/" + operation);
    }

    @Test
    void a_bulk_whose_part_waits_for_an_agent_leads_to_that_part() {
        var bulk = platform.addOperation("RunBulk", "bulk", "bulk-1", "2 instances");
        waits(bulk, Map.of("waiting_for", "agent k2, for web-1", "waiting_kind", "agent", "waiting_part", operation));
        navigate(OperationView.class, bulk);
        assertThat(screen())
                .contains("Waits for agent k2, for web-1 since", "as soon as that is back. Its other parts go on");
        assertThat(find(RouterLink.class)
                        .withText("The part that waits")
                        .single()
                        .getHref())
                .isEqualTo("operations/" + operation);
    }

    @Test
    void what_an_agent_cannot_reach_is_told_in_its_own_words() {
        waits(operation, Map.of("waiting_for", "Ceph does not answer.", "waiting_kind", "failure"));
        open();
        assertThat(screen())
                .contains("Tries again and again since", ": Ceph does not answer. It goes on by itself")
                .doesNotContain("Waits for Ceph does");
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

    @Test
    void what_is_skipped_on_the_way_back_stays_and_the_rest_is_undone() {
        platform.step(operation, "Define the machine", "kaktus/k-1", Map.of("state", "UNDOING"));
        platform.waits(operation, "kaktus-b-2");
        platform.setOperation(operation, Map.of("state", "CANCELLING", "decisions", List.of("retry", "skip")));
        open();
        test(find(Button.class).withId("skip").single()).click();
        assertThat(asked())
                .contains("What it made stays as it is, and the rest is undone.")
                .doesNotContain("goes on");
    }

    @Test
    void what_is_skipped_on_the_way_on_counts_as_done() {
        platform.waits(operation, "kaktus-b-2");
        platform.setOperation(operation, Map.of("decisions", List.of("retry", "skip")));
        open();
        test(find(Button.class).withId("skip").single()).click();
        assertThat(asked()).contains("The operation goes on as if it were done");
    }

    @Test
    void cancelling_an_action_on_power_promises_no_way_back() {
        var power = platform.addPower(PowerAction.STOP, platform.addInstance("web-2", "running"));
        platform.setOperation(power, Map.of("state", "RUNNING"));
        navigate(OperationView.class, power);
        test(find(Button.class).withId("cancel").single()).click();
        assertThat(asked()).contains("Power has no way back").doesNotContain("undone", "nothing stays behind");
    }

    private String asked() {
        return find(ConfirmDialog.class).single().getElement().getProperty("message", "");
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
    void an_operation_tells_its_input_and_who_asked_for_it() {
        platform.auditInput(operation, Map.of("name", "web-1", "vcpus", 2));
        open();
        assertThat(find(Pre.class).withId("input").single().getText()).contains("\"vcpus\" : 2");
        assertThat(screen()).contains("Create instance by admin", "from 127.0.0.1");
        platform.auditDecision("CancelOperation", operation);
        eventually(() -> assertThat(screen()).contains("Cancel operation by admin"));
    }

    @Test
    void who_may_not_read_the_audit_sees_an_operation_without_it() {
        platform.role("user");
        UI.getCurrentOrThrow().getSession().setAttribute(Visitor.class, null);
        UI.getCurrentOrThrow().navigate("operations");
        signIn();
        open();
        assertThat(screen()).contains("Create instance web-1").doesNotContain("Audit", "Input");
    }
}
