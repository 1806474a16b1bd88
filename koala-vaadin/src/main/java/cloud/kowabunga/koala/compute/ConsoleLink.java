package cloud.kowabunga.koala.compute;

import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.koala.client.InstanceRow;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.Optional;

/** Leads to the console of the instance that is selected, in a tab of its own. A link, which no browser takes for an unwanted window. */
final class ConsoleLink extends Anchor {
    ConsoleLink() {
        super("", VaadinIcon.TERMINAL.create());
        add("Console");
        setId("console");
        setTarget(AnchorTarget.BLANK);
        addClassName("console-link");
    }

    void show(Optional<InstanceRow> selected) {
        var on = selected.filter(row -> row.state() == InstanceState.RUNNING || row.state() == InstanceState.PAUSED);
        setVisible(on.isPresent());
        on.ifPresent(row -> {
            setHref(ConsoleView.ROUTE + "/" + row.id().value());
            setAriaLabel("Console of " + row.name());
        });
    }
}
