package cloud.kowabunga.koala.access;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.Optional;

/** A new password and the same again, of which it is said while one types what is wrong with them. Kahuna decides. */
final class NewPassword extends Div {
    private static final int SHORTEST = 8;
    private static final int LONGEST = 256;
    private static final String LENGTH = "%d characters at least.".formatted(SHORTEST);

    private final PasswordField password = field("password", "New password");
    private final PasswordField again = field("again", "The same again");

    NewPassword() {
        addClassName("sign-in-form");
        password.setHelperText(LENGTH);
        password.setValueChangeMode(ValueChangeMode.LAZY);
        again.setValueChangeMode(ValueChangeMode.LAZY);
        password.addValueChangeListener(_ -> checkTyped());
        again.addValueChangeListener(_ -> checkTyped());
        add(password, again);
    }

    private static PasswordField field(String id, String label) {
        var field = new PasswordField(label);
        field.setId(id);
        field.setWidthFull();
        field.setRequiredIndicatorVisible(true);
        field.setManualValidation(true);
        field.getElement().setAttribute("autocomplete", "new-password");
        return field;
    }

    /** What is not typed yet is not wrong yet. */
    private void checkTyped() {
        mark(password, password.isEmpty() ? "" : wrong());
        mark(again, again.isEmpty() ? "" : different());
    }

    /** The password; empty where it cannot be one, which then stands at its field. */
    Optional<String> chosen() {
        mark(password, wrong());
        mark(again, different());
        return password.isInvalid() || again.isInvalid() ? Optional.empty() : Optional.of(password.getValue());
    }

    private String wrong() {
        var length = password.getValue().length();
        if (length < SHORTEST) {
            return LENGTH;
        }
        return length > LONGEST ? "%d characters at most.".formatted(LONGEST) : "";
    }

    private String different() {
        return again.getValue().equals(password.getValue()) ? "" : "It is not the same.";
    }

    private static void mark(PasswordField field, String wrong) {
        field.setInvalid(!wrong.isEmpty());
        field.setErrorMessage(wrong);
    }
}
