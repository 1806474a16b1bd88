package cloud.kowabunga.koala.operation;

import cloud.kowabunga.fault.KowabungaException;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.KahunaRefusal;
import cloud.kowabunga.koala.client.LiveFeed;
import cloud.kowabunga.koala.client.OperationRow;
import cloud.kowabunga.koala.ui.Banner;
import cloud.kowabunga.koala.ui.EmptyState;
import cloud.kowabunga.koala.ui.StateBadge;
import cloud.kowabunga.koala.ui.ViewerTime;
import cloud.kowabunga.operation.OperationId;
import cloud.kowabunga.operation.OperationState;
import cloud.kowabunga.operation.WaitingKind;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.HasComponents;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.function.SerializableConsumer;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One operation: what it is, where it stands, what it waits for, its steps as they move, and what can be decided about it. */
@Route(OperationsView.ROUTE)
public final class OperationView extends Div implements HasUrlParameter<String>, HasDynamicTitle {
    private final Visitor visitor = Visitor.current();
    private final H1 title = new H1();
    private final Div badge = new Div();
    private final Banner waiting = Banner.waiting();
    private final RouterLink toPart = new RouterLink();
    private final Banner trouble = Banner.bad();
    private final Banner late = Banner.waiting();
    private final OperationFacts facts;
    private final StepList steps = new StepList();
    private final OperationParts parts = new OperationParts();
    private final OperationOrder order = new OperationOrder();
    private final DecisionBar decisions = new DecisionBar();
    /** Where decisions stand while no step needs them. */
    private final Div place = new Div();

    private @Nullable OperationRow shown;
    private @Nullable LiveFeed feed;
    private String given = "";

    OperationView(TemporalConsole console) {
        this.facts = new OperationFacts(console);
        addClassNames("view", "operation");
    }

    @Override
    public void setParameter(BeforeEvent event, String parameter) {
        given = parameter;
        stopFollowing();
        removeAll();
        try {
            var id = new OperationId(given);
            frame();
            visitor.ask(() -> visitor.kahuna().operation(id)).ifPresent(this::show);
            getUI().ifPresent(ui -> follow(ui, id));
        } catch (KahunaRefusal e) {
            if (!e.notFound()) {
                throw e;
            }
            absent(e.reason());
        } catch (KowabungaException e) {
            absent("'%s' is not the id of an operation.".formatted(given));
        }
    }

    @Override
    public String getPageTitle() {
        var operation = shown;
        return operation == null
                ? "Operation · Koala"
                : "%s %s · Koala".formatted(operation.title(), operation.resourceTitle());
    }

    @Override
    protected void onAttach(AttachEvent attach) {
        var operation = shown;
        if (feed == null && operation != null && !operation.state().isFinal()) {
            follow(attach.getUI(), operation.id());
        }
    }

    @Override
    protected void onDetach(DetachEvent detach) {
        stopFollowing();
    }

    private void frame() {
        var back = new RouterLink(OperationsView.class);
        back.add(VaadinIcon.ARROW_LEFT.create(), new com.vaadin.flow.component.html.Span("All operations"));
        back.addClassName("back");
        var head = new Div(title, badge);
        head.addClassName("operation-head");
        waiting.add(toPart);
        waiting.setVisible(false);
        trouble.setVisible(false);
        late.setVisible(false);
        add(back, head, waiting, trouble, late, place, facts, parts, new H2("Steps"), steps, order);
    }

    private void absent(String sentence) {
        removeAll();
        var nothing = new EmptyState(VaadinIcon.COGS, new RouterLink("All operations", OperationsView.class));
        nothing.say("There is no such operation", sentence);
        add(nothing);
    }

    private void show(OperationRow operation) {
        shown = operation;
        var time = ViewerTime.of(UI.getCurrentOrThrow());
        title.setText("%s %s".formatted(operation.title(), operation.resourceTitle()));
        badge.removeAll();
        badge.add(StateBadge.of(operation.state()));
        showWaiting(operation, time);
        showTrouble(operation);
        late.setVisible(false);
        if (operation.overdue()) {
            late.say("It should have ended at %s and goes on. Nothing ends it but a decision of yours."
                    .formatted(time.show(operation.deadline())));
        }
        facts.show(operation, visitor.platform(), time);
        steps.show(operation.steps(), time);
        parts.show(operation);
        order.show(operation);
        decisions.show(operation);
        decide(operation);
        if (operation.state().isFinal()) {
            stopFollowing();
        }
    }

    /** Puts the decisions beside the step that stands still. */
    private void decide(OperationRow operation) {
        var line = operation.stuck().flatMap(step -> steps.line(step.number()));
        HasComponents there = line.isPresent() ? line.get() : place;
        // Moving them anew with each event would take the focus from whoever is about to press one.
        if (!decisions.getParent().equals(Optional.of(there))) {
            decisions.removeFromParent();
            there.add(decisions);
        }
    }

    private void showWaiting(OperationRow operation, ViewerTime time) {
        waiting.setVisible(false);
        // One that is being cancelled may wait, too.
        if (!operation.state().isFinal() && operation.waitingFor() != null) {
            waiting.say(Standstill.waitsSince(operation, time.show(operation.waitingSince())));
            var part = operation.waitingPart();
            toPart.setVisible(part != null);
            if (part != null) {
                toPart.setText(
                        operation.waitingKind() == WaitingKind.DECISION ? "Decide about it" : "The part that waits");
                toPart.setRoute(OperationView.class, part);
            }
        }
    }

    private void showTrouble(OperationRow operation) {
        trouble.setVisible(false);
        var reason = operation.reason();
        if (operation.state() == OperationState.ATTENTION) {
            trouble.say(Standstill.attention(operation));
        } else if (reason != null && !reason.isBlank()) {
            trouble.say(reason);
        }
    }

    private void follow(UI ui, OperationId id) {
        stopFollowing();
        SerializableConsumer<OperationRow> inWindow = ui.accessLater(this::show, () -> {});
        feed = visitor.kahuna().operation(id, new LiveFeed.Listener<OperationRow>() {
            @Override
            public void open() {
                // The stream begins with the operation as it is.
            }

            @Override
            public void event(OperationRow operation) {
                inWindow.accept(operation);
            }

            @Override
            public void lost() {
                // The layout around every screen says so.
            }

            @Override
            public void refused(KahunaRefusal refusal) {
                // The screen keeps what it last knew; a sign-in that ended is seen by the layout.
            }
        });
    }

    private void stopFollowing() {
        var open = feed;
        feed = null;
        if (open != null) {
            open.close();
        }
    }
}
