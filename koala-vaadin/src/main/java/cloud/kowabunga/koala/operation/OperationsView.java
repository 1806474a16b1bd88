package cloud.kowabunga.koala.operation;

import cloud.kowabunga.Noun;
import cloud.kowabunga.koala.access.Live;
import cloud.kowabunga.koala.access.Visitor;
import cloud.kowabunga.koala.client.OperationFilter;
import cloud.kowabunga.koala.client.OperationRow;
import cloud.kowabunga.koala.client.Rows;
import cloud.kowabunga.koala.topology.AgentStrip;
import cloud.kowabunga.koala.ui.EmptyState;
import cloud.kowabunga.koala.ui.FilterAddress;
import cloud.kowabunga.koala.ui.FilterChip;
import cloud.kowabunga.koala.ui.RemoteRows;
import cloud.kowabunga.koala.ui.StateBadge;
import cloud.kowabunga.koala.ui.Width;
import cloud.kowabunga.operation.OperationState;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All operations that the person may see, newest first, live. */
@Route(OperationsView.ROUTE)
@PageTitle("Operations · Koala")
public final class OperationsView extends Div implements BeforeEnterObserver {
    public static final String ROUTE = "operations";
    /** Query parameter: only those of the resource with this id. */
    public static final String RESOURCE = "resource";
    /** Query parameter: only those in the state of this name. */
    public static final String STATE = "state";
    /** Query parameter: only the parts of the operation with this id. */
    public static final String PARENT = "parent";
    /** Query parameter: only those whose resources stand in what has this id. */
    public static final String WITHIN = "within";
    /** Query parameter: {@code true} for only those that go on past their deadline. */
    public static final String OVERDUE = "overdue";

    /** Query parameter: only those of resources of this kind. */
    static final String NOUN = "noun";
    /** Query parameter: {@code true} for one line for each resource. */
    static final String GROUPED = "grouped";

    private static final List<Noun> NOUNS = List.of(Noun.INSTANCE, Noun.KOMPUTE, Noun.VOLUME, Noun.TEMPLATE);

    private final Visitor visitor = Visitor.current();
    private final Select<OperationState> state = select("Any state", StateBadge::title);
    private final Select<Noun> noun = select("Any resource", Noun::title);
    private final Checkbox grouped = new Checkbox("One line for each resource");
    private final FilterChip oneResource =
            new FilterChip("Of one resource", "Show the operations of all resources", () -> ofResource(""));
    private final FilterChip oneParent =
            new FilterChip("Parts of one operation", "Show the parts of all operations", () -> partsOf(""));
    private final FilterChip onePlace =
            new FilterChip("In one place", "Show the operations of all places", () -> within(""));
    private final FilterChip late = new FilterChip("Overdue", "Show those that are in time, too", () -> overdue(false));
    private final Button clear = new Button("Show all operations", _ -> clearFilter());
    private final EmptyState empty = new EmptyState(VaadinIcon.COGS, clear);
    private final OperationGrid grid = new OperationGrid(this::openGroup);
    private final RemoteRows<OperationRow> rows =
            new RemoteRows<>(range -> visitor.kahuna().operations(filter(), range), OperationRow::id, this::fetched);
    private final FilterAddress address = new FilterAddress(ROUTE);
    private String resource = "";
    private String parent = "";
    private String place = "";
    private boolean overdue;

    OperationsView() {
        addClassNames("view", "list-view");
        state.setItems(OperationState.values());
        noun.setItems(NOUNS);
        state.addValueChangeListener(_ -> filtered());
        noun.addValueChangeListener(_ -> filtered());
        grouped.setId("grouped");
        grouped.addValueChangeListener(_ -> group());
        clear.addThemeVariants(ButtonVariant.TERTIARY);
        grid.setEmptyStateComponent(empty);
        grid.setDataProvider(rows);
        var head = new Div(new H1("Operations"), new AgentStrip());
        head.addClassName("head");
        var filters = new Div(state, noun, grouped, oneResource, oneParent, onePlace, late);
        filters.addClassName("filters");
        var tools = new Div(filters);
        tools.addClassName("tools");
        add(head, tools, grid);
        Live.keep(this, Set.of("operation"), rows::refreshAll);
        Width.follow(this, grid::narrow);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        var asked = event.getLocation().getQueryParameters();
        address.read(() -> {
            choose(state, Arrays.stream(OperationState.values()), asked.getSingleParameter(STATE));
            choose(noun, NOUNS.stream(), asked.getSingleParameter(NOUN));
            grouped.setValue(
                    asked.getSingleParameter(GROUPED).map(Boolean::parseBoolean).orElse(false));
            ofResource(asked.getSingleParameter(RESOURCE).orElse(""));
            partsOf(asked.getSingleParameter(PARENT).orElse(""));
            within(asked.getSingleParameter(WITHIN).orElse(""));
            overdue(asked.getSingleParameter(OVERDUE).map(Boolean::parseBoolean).orElse(false));
        });
    }

    private static <T extends Enum<T>> void choose(Select<T> select, Stream<T> known, Optional<String> word) {
        known.filter(one -> word.filter(one.name()::equals).isPresent())
                .findFirst()
                .ifPresentOrElse(select::setValue, select::clear);
    }

    private void filtered() {
        address.write(Map.of(
                STATE, state.isEmpty() ? "" : state.getValue().name(),
                NOUN, noun.isEmpty() ? "" : noun.getValue().name(),
                GROUPED, grouped.getValue() ? "true" : "",
                RESOURCE, resource,
                PARENT, parent,
                WITHIN, place,
                OVERDUE, overdue ? "true" : ""));
        rows.refreshAll();
    }

    private static <T> Select<T> select(String any, Function<T, String> title) {
        var select = new Select<T>();
        select.setItemLabelGenerator(chosen -> chosen == null ? any : title.apply(chosen));
        select.setEmptySelectionAllowed(true);
        select.setEmptySelectionCaption(any);
        select.setPlaceholder(any);
        select.setAriaLabel(any);
        return select;
    }

    private void ofResource(String id) {
        resource = id;
        oneResource.setVisible(!id.isBlank());
        filtered();
    }

    private void partsOf(String id) {
        parent = id;
        oneParent.setVisible(!id.isBlank());
        filtered();
    }

    private void within(String id) {
        place = id;
        onePlace.setVisible(!id.isBlank());
        filtered();
    }

    private void overdue(boolean only) {
        overdue = only;
        late.setVisible(only);
        filtered();
    }

    private void group() {
        grid.grouped(grouped.getValue());
        filtered();
    }

    /** What is behind one line, in the same table. */
    private void openGroup(OperationRow row) {
        grouped.setValue(false);
        ofResource(row.resource());
    }

    private OperationFilter filter() {
        @Nullable OperationState chosenState = state.getValue();
        @Nullable Noun chosenNoun = noun.getValue();
        return new OperationFilter(chosenState, chosenNoun, resource, parent, place, overdue, grouped.getValue());
    }

    private void clearFilter() {
        state.clear();
        noun.clear();
        partsOf("");
        within("");
        overdue(false);
        ofResource("");
    }

    private void fetched(Rows<OperationRow> part) {
        if (part.total() > 0) {
            return;
        }
        var filtered = !filter().equals(new OperationFilter(null, null, "", "", "", false, grouped.getValue()));
        clear.setVisible(filtered);
        if (filtered) {
            empty.say("No operation matches", "Another state or another kind of resource may find it.");
        } else {
            empty.say(
                    "No operation yet",
                    "Everything that touches a region is an operation: whatever is ordered shows its steps here.");
        }
    }
}
