package cloud.kowabunga.koala.operation;

import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.Decision;
import cloud.kowabunga.koala.client.OperationRow;
import cloud.kowabunga.koala.client.StepRow;
import cloud.kowabunga.koala.ui.Notices;
import cloud.kowabunga.operation.OperationState;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;

/** What a person can decide about an operation: each button is there only while it would do something, for those whose role may. */
final class DecisionBar extends Div {
    private final Visitor visitor = Visitor.current();
    private final Button retry = new Button("Retry now", VaadinIcon.REFRESH.create(), _ -> decide(Decision.RETRY));
    private final Button skip = new Button("Skip step", VaadinIcon.STEP_FORWARD.create(), _ -> confirmSkip());
    private final Button cancel = new Button("Cancel", VaadinIcon.BAN.create(), _ -> confirmCancel());
    private @Nullable OperationRow operation;

    DecisionBar() {
        addClassName("decisions");
        retry.setId("retry");
        retry.addThemeVariants(ButtonVariant.PRIMARY);
        skip.setId("skip");
        cancel.setId("cancel");
        cancel.addThemeVariants(ButtonVariant.ERROR);
        add(retry, skip, cancel);
    }

    void show(OperationRow current) {
        operation = current;
        var attention = current.state() == OperationState.ATTENTION;
        retry.setVisible(may(Decision.RETRY) && current.offers(Decision.RETRY) && (attention || triesAgain(current)));
        skip.setVisible(may(Decision.SKIP) && current.offers(Decision.SKIP));
        cancel.setVisible(may(Decision.CANCEL) && (current.offers(Decision.CANCEL) || notBegun(current)));
        setVisible(!current.state().isFinal());
    }

    private boolean may(Decision decision) {
        return visitor.may(HttpMethod.POST, "/operation/{id}/" + decision.wire());
    }

    /** Nothing can be tried again or skipped yet, but it need not begin. */
    private static boolean notBegun(OperationRow operation) {
        return !operation.state().isFinal()
                && operation.state() != OperationState.CANCELLING
                && operation.decisions().isEmpty();
    }

    private static boolean triesAgain(OperationRow operation) {
        return operation.steps().stream().filter(StepRow::moving).anyMatch(step -> step.lastError() != null);
    }

    private void confirmCancel() {
        ask("Cancel this operation?", Standstill::ofCancel, "Cancel operation", "Let it go on", Decision.CANCEL);
    }

    private void confirmSkip() {
        ask("Skip the step that cannot go on?", Standstill::ofSkip, "Skip step", "Leave it", Decision.SKIP);
    }

    private void ask(
            String header, Function<OperationRow, String> consequence, String yes, String no, Decision decision) {
        var target = operation;
        if (target == null) {
            return;
        }
        var sure = new ConfirmDialog(header, consequence.apply(target), yes, _ -> decide(decision), no, _ -> {});
        sure.setConfirmButtonTheme("error primary");
        sure.open();
    }

    private void decide(Decision decision) {
        var target = operation;
        if (target == null) {
            return;
        }
        visitor.kahuna().decide(target.id(), decision);
        Notices.done(
                switch (decision) {
                    case CANCEL -> "The operation is being cancelled.";
                    case RETRY -> "The step is tried again.";
                    case SKIP -> "The step is skipped.";
                });
    }
}
