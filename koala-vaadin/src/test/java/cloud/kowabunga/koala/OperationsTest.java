package cloud.kowabunga.koala;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.koala.operation.OperationView;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.ListItem;
import java.time.Instant;
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
    void a_waiting_operation_says_for_whom_and_since_when() {
        platform.setOperation(
                operation,
                Map.of(
                        "state",
                        "WAITING",
                        "waiting_for",
                        "agent kaktus-b-2",
                        "waiting_since",
                        Instant.now().toString()));
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
        com.vaadin.flow.component.UI.getCurrentOrThrow().navigate("operations");
        assertThat(test((com.vaadin.flow.component.grid.Grid<?>)
                                find(com.vaadin.flow.component.grid.Grid.class).single())
                        .getCellText(0, 2))
                .isEqualTo("web-2");
    }
}
