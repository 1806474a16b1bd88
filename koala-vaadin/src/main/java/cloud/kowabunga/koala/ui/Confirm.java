package cloud.kowabunga.koala.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.ArrayList;
import java.util.List;

/** What cannot be taken back is confirmed by typing what it is done to. */
public final class Confirm extends Dialog {
    private final Div form = new Div();
    private final Button go;
    private final Runnable sure;
    private final List<HasValidationProperties> decided = new ArrayList<>();

    /**
     * @param name of the one thing, or how many of them
     * @param sure what is done then
     */
    public Confirm(String verb, String name, String consequence, Runnable sure) {
        setHeaderTitle("%s %s?".formatted(verb, name));
        var typed = new TextField("Type %s to confirm".formatted(name));
        typed.setId("confirm-name");
        typed.setWidthFull();
        typed.setValueChangeMode(ValueChangeMode.EAGER);
        typed.setAutofocus(true);
        this.sure = sure;
        go = new Button(verb, _ -> go());
        go.setId("confirm");
        go.addThemeVariants(ButtonVariant.LUMO_PRIMARY, ButtonVariant.LUMO_ERROR);
        go.setEnabled(false);
        typed.addValueChangeListener(_ -> go.setEnabled(typed.getValue().strip().equals(name)));
        typed.addKeyDownListener(Key.ENTER, _ -> go());
        form.addClassName("form");
        form.add(new Paragraph(consequence), typed);
        add(form);
        getFooter().add(new Button("Leave it", _ -> close()), go);
    }

    /** What cannot be read is not taken for nothing: it stays in its field, marked, and nothing is done. */
    private void go() {
        if (go.isEnabled() && decided.stream().noneMatch(HasValidationProperties::isInvalid)) {
            close();
            sure.run();
        }
    }

    /** Where the verb alone would not say what the button does. */
    public Confirm saying(String button) {
        go.setText(button);
        return this;
    }

    /** Shows something more to decide, below the name. */
    public <C extends Component & HasValidationProperties> Confirm with(C more) {
        form.add(more);
        decided.add(more);
        return this;
    }
}
