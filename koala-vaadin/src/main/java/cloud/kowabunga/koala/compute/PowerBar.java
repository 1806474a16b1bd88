package cloud.kowabunga.koala.compute;

import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.InstanceRow;
import cloud.kowabunga.koala.client.Manner;
import cloud.kowabunga.koala.client.OperationRow;
import cloud.kowabunga.koala.operation.OperationView;
import cloud.kowabunga.koala.operation.PauseSwitch;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be done to the power of the instance that is selected. */
final class PowerBar extends Div {
    private final Map<PowerAction, MenuItem> items = new EnumMap<>(PowerAction.class);
    private final Orders orders;
    private final Span hint = new Span();
    private @Nullable InstanceRow instance;
    private boolean narrow;
    private boolean yielding;
    private boolean named = true;

    PowerBar() {
        this((target, action, manner) -> Visitor.current().kahuna().power(target.id(), action, manner));
    }

    /** @param orders how an action is ordered */
    PowerBar(Orders orders) {
        this.orders = orders;
        addClassName("power");
        var menu = new MenuBar();
        menu.addThemeVariants(MenuBarVariant.LUMO_SMALL);
        menu.getElement().setAttribute("aria-label", "Power of the selected instance");
        for (var action : PowerAction.values()) {
            var item = menu.addItem(PowerFace.of(action), _ -> ordered(action));
            item.setId("power-" + action.name().toLowerCase(java.util.Locale.ROOT));
            items.put(action, item);
        }
        hint.addClassName("hint");
        add(hint, menu);
    }

    /** Nothing can be done to no instance, so the buttons say what to do first. */
    void show(Optional<InstanceRow> selected) {
        instance = selected.orElse(null);
        narrow(narrow);
        items.forEach((action, item) -> item.setEnabled(
                selected.map(row -> !row.busy() && useful(action, row)).orElse(false)));
        hint.setText(selected.map(row -> row.busy() ? row.name() + " is being worked on" : named ? row.name() : "")
                .orElse("Select an instance to act on it"));
        hint.setTitle(selected.filter(InstanceRow::busy).map(PowerBar::reason).orElse(""));
    }

    private static String reason(InstanceRow row) {
        return "%s goes on. Nothing else is done to it until that is over."
                .formatted(Objects.requireNonNull(row.operation()).title());
    }

    /** The page says whose power it is. */
    void unnamed() {
        named = false;
    }

    /** Where there is little room, nothing stands here until an instance is selected. */
    void narrow(boolean little) {
        narrow = little;
        setVisible(!yielding && (!narrow || instance != null));
    }

    /** Where several are selected, another bar acts on all of them. */
    void giveWay(boolean toOthers) {
        yielding = toOthers;
        narrow(narrow);
    }

    /** An action that would leave everything as it is may be ordered through the API, but is no use to anybody here. */
    private static boolean useful(PowerAction action, InstanceRow row) {
        return action.allowedIn(row.state())
                && (action.target() != row.state() || action == PowerAction.REBOOT || action == PowerAction.RESET);
    }

    private void ordered(PowerAction action) {
        var target = instance;
        if (target == null) {
            return;
        }
        if (PowerFace.warning(action).isEmpty()) {
            order(target, action, Manner.pausing(Visitor.current().pauses()));
            return;
        }
        var sure = new ConfirmDialog();
        sure.setHeader("%s %s?".formatted(action.title(), target.name()));
        var pause = new PauseSwitch();
        var text = new Paragraph(PowerFace.warning(action));
        sure.setText(new Div(text, pause));
        sure.setCancelable(true);
        sure.setConfirmText(action.title());
        sure.setConfirmButtonTheme("error primary");
        sure.addConfirmListener(_ -> order(target, action, pause.manner()));
        sure.open();
    }

    private void order(InstanceRow target, PowerAction action, Manner manner) {
        var operation = orders.order(target, action, manner);
        getUI().ifPresent(ui -> ui.navigate(OperationView.class, operation.id().value()));
    }

    /** Orders an action on the power of an instance. */
    interface Orders {
        OperationRow order(InstanceRow target, PowerAction action, Manner manner);
    }
}
