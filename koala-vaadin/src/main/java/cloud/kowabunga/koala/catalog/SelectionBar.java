package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.compute.PowerAction;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.Manner;
import cloud.kowabunga.koala.compute.PowerFace;
import cloud.kowabunga.koala.operation.OperationView;
import cloud.kowabunga.koala.operation.PauseSwitch;
import cloud.kowabunga.koala.ui.Confirm;
import cloud.kowabunga.koala.ui.Notices;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpMethod;

/** What the person's role may do to all selected rows at once. Nothing stands here while none is selected. */
public final class SelectionBar extends Div {
    /** Kahuna takes no more at once. */
    private static final int MOST = 1000;
    /** The others are counted. */
    private static final int NAMED = 10;

    private static final Set<String> POWERED = Set.of("instance", "kompute");

    private final Visitor visitor = Visitor.current();
    private final Kind kind;
    private final Runnable done;
    private final Span count = new Span();
    private final MenuBar power = new MenuBar();
    private final boolean deletes;
    private final boolean powers;
    private List<Chosen> chosen = List.of();

    /** One selected row. */
    public record Chosen(String id, String name) {}

    /**
     * @param kind as it stands in paths
     * @param done is told when something was done to what was selected
     */
    public SelectionBar(String kind, Runnable done) {
        this(Kind.at(kind).orElseThrow(), done);
    }

    SelectionBar(Kind kind, Runnable done) {
        this.kind = kind;
        this.done = done;
        var allowed = new Allowed(kind);
        deletes = allowed.toDelete();
        powers = POWERED.contains(kind.path()) && allowed.to(HttpMethod.PATCH, "/{id}/start");
        addClassNames("power", "selection");
        count.addClassName("hint");
        count.getElement().setAttribute("role", "status");
        var delete = new Button("Delete", VaadinIcon.TRASH.create(), _ -> confirmDelete());
        delete.setId("delete-selected");
        delete.setVisible(deletes);
        delete.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_ERROR);
        power.addThemeVariants(MenuBarVariant.LUMO_SMALL);
        power.getElement().setAttribute("aria-label", "Power of all that are selected");
        var menu = power.addItem("Power").getSubMenu();
        for (var action : PowerAction.values()) {
            menu.addItem(PowerFace.of(action), _ -> confirmPower(action)).setId("selected-" + action.word());
        }
        add(count, power, delete);
        show(List.of(), false);
    }

    /**
     * Acts on these from now on.
     *
     * @param alone whether another part of the screen names a single one and offers its power
     */
    public void show(List<Chosen> selected, boolean alone) {
        chosen = List.copyOf(selected);
        setVisible(!chosen.isEmpty() && offers());
        var named = alone && chosen.size() == 1;
        count.setText(chosen.size() + " selected");
        count.setVisible(!named);
        power.setVisible(powers && !named);
    }

    /** Whether the person's role may do anything here, so that selecting makes sense. */
    public boolean offers() {
        return deletes || powers;
    }

    private void confirmDelete() {
        if (tooMany("deleted")) {
            return;
        }
        var pause = new PauseSwitch();
        pause.setVisible(kind.lasting());
        new Confirm(
                        "Delete",
                        title(),
                        names() + ". Kahuna refuses what something else needs; all others are gone for good.",
                        () -> delete(pause.manner()))
                .with(pause)
                .open();
    }

    private boolean tooMany(String deed) {
        if (chosen.size() > MOST) {
            Notices.failed("At most %d can be %s at once, and %d are selected.".formatted(MOST, deed, chosen.size()));
        }
        return chosen.size() > MOST;
    }

    private void confirmPower(PowerAction action) {
        if (tooMany("switched")) {
            return;
        }
        var pause = new PauseSwitch();
        var warning = PowerFace.warning(action);
        if (chosen.size() > 1 && !warning.isEmpty()) {
            new Confirm(
                            action.title(),
                            title(),
                            "%s. %s".formatted(names(), warning),
                            () -> bulk(action.word(), pause.manner()))
                    .with(pause)
                    .open();
        } else {
            ask(action, warning, pause);
        }
    }

    /** What can be taken back, or is done to one alone. */
    private void ask(PowerAction action, String warning, PauseSwitch pause) {
        var sure = new ConfirmDialog();
        sure.setHeader("%s %s?".formatted(action.title(), title()));
        var text = new Div(new Paragraph(names()), pause);
        text.addClassName("form");
        if (!warning.isEmpty()) {
            text.addComponentAsFirst(new Paragraph(warning));
        }
        sure.setText(text);
        sure.setCancelable(true);
        sure.setConfirmText(action.title());
        sure.addConfirmListener(_ -> bulk(action.word(), pause.manner()));
        sure.open();
    }

    private void delete(Manner manner) {
        if (kind.lasting()) {
            bulk("delete", manner);
            return;
        }
        var outcome = EachAlone.of(
                chosen,
                one -> visitor.kahuna().order(HttpMethod.DELETE, "/%s/%s".formatted(kind.path(), one.id()), null));
        done.run();
        if (outcome.refused().isEmpty()) {
            Notices.done("%s deleted.".formatted(chosen.size() == 1 ? title() + " is" : title() + " are"));
        } else {
            outcome.notice("Delete " + title()).open();
        }
    }

    /** All in one operation, even where it is only one. */
    private void bulk(String verb, Manner manner) {
        var ids = chosen.stream().map(Chosen::id).toList();
        var operation = visitor.kahuna().bulk(kind.path(), verb, ids, manner);
        done.run();
        getUI().ifPresent(ui -> ui.navigate(OperationView.class, operation.id().value()));
    }

    private String title() {
        return chosen.size() == 1 ? chosen.getFirst().name() : "%d %s".formatted(chosen.size(), kind.plural());
    }

    private String names() {
        var some = chosen.stream().limit(NAMED).map(Chosen::name).collect(Collectors.joining(", "));
        return chosen.size() > NAMED ? "%s and %d more".formatted(some, chosen.size() - NAMED) : some;
    }
}
