package cloud.kowabunga.koala.compute;

import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.InstanceState;
import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.catalog.CatalogView;
import cloud.kowabunga.koala.catalog.MakeButton;
import cloud.kowabunga.koala.catalog.SelectionBar;
import cloud.kowabunga.koala.client.InstanceFilter;
import cloud.kowabunga.koala.client.InstanceRow;
import cloud.kowabunga.koala.client.Rows;
import cloud.kowabunga.koala.topology.AgentStrip;
import cloud.kowabunga.koala.ui.EmptyState;
import cloud.kowabunga.koala.ui.FilterAddress;
import cloud.kowabunga.koala.ui.FilterChip;
import cloud.kowabunga.koala.ui.RemoteRows;
import cloud.kowabunga.koala.ui.StateBadge;
import cloud.kowabunga.koala.ui.Width;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All instances that the person may see, live, and what can be done to them. */
@Route(InstancesView.ROUTE)
@PageTitle("Instances · Koala")
public final class InstancesView extends Div implements BeforeEnterObserver {
    public static final String ROUTE = "instances";
    /** Query parameter: show those whose name contains this. */
    public static final String NAME = "name";
    /** Query parameter: show those that the Kaktus with this id carries. */
    public static final String KAKTUS = "kaktus";

    /** Query parameter: show those in the state of this name. */
    static final String STATE = "state";

    private final Visitor visitor = Visitor.current();
    private final FilterAddress address = new FilterAddress(ROUTE);
    private final TextField name = new TextField();
    private final Select<InstanceState> state = new Select<>();
    private final FilterChip oneKaktus =
            new FilterChip("On one Kaktus", "Show the instances of all Kaktuses", () -> on(""));
    private String kaktus = "";
    private final InstanceGrid grid = new InstanceGrid();
    private final ConsoleLink console = new ConsoleLink();
    private final PowerBar power = new PowerBar();
    private final MakeButton make = MakeButton.of("instance", this::made);
    private final SelectionBar selection = new SelectionBar("instance", this::acted);
    private final RemoteRows<InstanceRow> rows =
            new RemoteRows<>(range -> visitor.kahuna().instances(filter(), range), InstanceRow::id, this::fetched);
    private final Button clear = new Button("Show all instances", _ -> clearFilter());
    private final RouterLink komputes = new RouterLink("Komputes", CatalogView.class, "kompute");
    private final EmptyState empty = new EmptyState(VaadinIcon.SERVER, clear, komputes);
    /** The rows on the screen as they were fetched last; a selected row itself grows old. */
    private Map<InstanceId, InstanceRow> onScreen = Map.of();

    InstancesView() {
        addClassNames("view", "list-view");
        clear.addThemeVariants(ButtonVariant.TERTIARY);
        grid.setEmptyStateComponent(empty);
        grid.setDataProvider(rows);
        grid.addSelectionListener(_ -> showPower());
        var head = new Div(new H1("Instances"), new AgentStrip());
        head.addClassName("head");
        var tools = new Div(filters(), console, power, selection, make);
        tools.addClassName("tools");
        add(head, tools, grid);
        Live.keep(this, Set.of("instance", "operation"), rows::refreshAll);
        Width.follow(this, narrow -> {
            grid.narrow(narrow);
            power.narrow(narrow);
        });
        showPower();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var asked = event.getLocation().getQueryParameters();
        address.read(() -> {
            name.setValue(asked.getSingleParameter(NAME).orElse(""));
            Arrays.stream(InstanceState.values())
                    .filter(known -> asked.getSingleParameter(STATE)
                            .filter(known.name()::equals)
                            .isPresent())
                    .findFirst()
                    .ifPresentOrElse(state::setValue, state::clear);
            on(asked.getSingleParameter(KAKTUS).orElse(""));
        });
    }

    private void filtered() {
        address.write(Map.of(
                NAME,
                name.getValue().strip(),
                STATE,
                state.isEmpty() ? "" : state.getValue().name(),
                KAKTUS,
                kaktus));
        rows.refreshAll();
    }

    private void on(String id) {
        kaktus = id;
        oneKaktus.setVisible(!id.isBlank());
        filtered();
    }

    private Div filters() {
        name.setPlaceholder("Name");
        name.setAriaLabel("Show instances whose name contains");
        name.setPrefixComponent(VaadinIcon.SEARCH.create());
        name.setClearButtonVisible(true);
        name.setWidth("10em");
        name.setValueChangeMode(ValueChangeMode.LAZY);
        name.addValueChangeListener(_ -> filtered());
        state.setItems(InstanceState.values());
        state.setItemLabelGenerator(chosen -> chosen == null ? "Any state" : StateBadge.title(chosen));
        state.setEmptySelectionAllowed(true);
        state.setEmptySelectionCaption("Any state");
        state.setPlaceholder("Any state");
        state.setAriaLabel("Show instances in state");
        state.setWidth("9.5em");
        state.addValueChangeListener(_ -> filtered());
        var filters = new Div(name, state, oneKaktus);
        filters.addClassName("filters");
        return filters;
    }

    private InstanceFilter filter() {
        @Nullable InstanceState chosen = state.getValue();
        return new InstanceFilter(name.getValue().strip(), chosen, "", kaktus);
    }

    private void clearFilter() {
        name.clear();
        state.clear();
        on("");
    }

    private void fetched(Rows<InstanceRow> part) {
        onScreen = part.rows().stream().collect(Collectors.toMap(InstanceRow::id, Function.identity(), (a, _) -> a));
        if (part.total() == 0) {
            explainEmptiness();
        }
        showPower();
    }

    private void explainEmptiness() {
        var filtered = !filter().equals(InstanceFilter.ALL);
        clear.setVisible(filtered);
        komputes.setVisible(!filtered && make.isVisible());
        if (filtered) {
            empty.say("No instance matches", "Another name or another state may find it.");
        } else if (!make.isVisible()) {
            empty.say(
                    "No instance yet",
                    "Instances of your projects stand here. Your role, %s, makes none: ask an administrator."
                            .formatted(visitor.who().role()));
        } else {
            empty.say(
                    "No instance yet",
                    "An instance needs a project, a volume and an adapter in a region with a living agent."
                            + " Make those first and then the instance here, or a Kompute, which makes all three in one go.");
        }
    }

    private void showPower() {
        var selected = grid.getSelectedItems().stream()
                .map(row -> onScreen.getOrDefault(row.id(), row))
                .toList();
        var only = selected.size() == 1 ? Optional.of(selected.getFirst()) : Optional.<InstanceRow>empty();
        power.show(only);
        power.giveWay(selected.size() > 1);
        console.show(only);
        selection.show(
                selected.stream()
                        .map(row -> new SelectionBar.Chosen(row.id().value(), row.name()))
                        .toList(),
                true);
    }

    private void made() {
        rows.refreshAll();
    }

    private void acted() {
        grid.deselectAll();
        rows.refreshAll();
    }
}
