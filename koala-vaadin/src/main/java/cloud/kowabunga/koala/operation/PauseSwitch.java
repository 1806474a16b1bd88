package cloud.kowabunga.koala.operation;

import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.Manner;
import com.vaadin.flow.component.checkbox.Checkbox;

/** What an operation does when a step is refused, chosen before it is ordered. It begins as the person has it for everything. */
public final class PauseSwitch extends Checkbox {
    public PauseSwitch() {
        super("If a step is refused, stop and let me repair it");
        setId("pause");
        setValue(Visitor.current().pauses());
        setHelperText("Otherwise everything that was done by then is undone.");
    }

    public Manner manner() {
        return Manner.pausing(Boolean.TRUE.equals(getValue()));
    }
}
