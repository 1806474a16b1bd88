package cloud.kowabunga.koala.audit;

import cloud.kowabunga.koala.catalog.Kinds;
import cloud.kowabunga.koala.client.AuditFilter;
import cloud.kowabunga.koala.client.AuditResult;
import cloud.kowabunga.koala.ui.FilterChip;
import cloud.kowabunga.koala.ui.StateBadge;
import cloud.kowabunga.koala.ui.ViewerTime;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What of the audit is looked at. */
final class AuditFilters extends Div {
    /** So that all of them fit beside each other. */
    private static final String WIDTH = "9.5em";

    private final TextField who = text("who", "Who", "Only by the user or key with this name or id");
    private final Select<String> noun = select("noun", "Any kind", Kinds::title);
    private final TextField resource = text("resource", "Resource", "Only on the resource with this name or id");
    private final Select<AuditResult> result = select("result", "Any result", StateBadge::title);
    private final DatePicker since = date("since", "Since", "Not before this day");
    private final DatePicker until = date("until", "Until", "Not after this day");
    private final FilterChip oneOperation = new FilterChip(
            "Of one operation", "Show what was done in all operations and outside of them", () -> ofOperation(""));
    private final Consumer<AuditFilter> changed;
    private String operation = "";

    AuditFilters(Consumer<AuditFilter> changed) {
        this.changed = changed;
        addClassName("filters");
        var nouns = new ArrayList<>(Kinds.paths());
        nouns.add("operation");
        noun.setItems(nouns);
        result.setItems(List.of(AuditResult.values()));
        add(who, noun, resource, result, since, until, oneOperation);
        who.addValueChangeListener(_ -> tell());
        noun.addValueChangeListener(_ -> tell());
        resource.addValueChangeListener(_ -> tell());
        result.addValueChangeListener(_ -> tell());
        since.addValueChangeListener(_ -> tell());
        until.addValueChangeListener(_ -> tell());
    }

    AuditFilter filter() {
        @Nullable String chosenNoun = noun.getValue();
        return new AuditFilter(
                who.getValue().strip(),
                chosenNoun == null ? "" : chosenNoun,
                resource.getValue().strip(),
                operation,
                result.getValue(),
                begin(since.getValue(), 0),
                begin(until.getValue(), 1));
    }

    private void ofOperation(String id) {
        operation = id;
        oneOperation.setVisible(!id.isEmpty());
        tell();
    }

    void clear() {
        who.clear();
        noun.clear();
        resource.clear();
        result.clear();
        since.clear();
        until.clear();
        ofOperation("");
    }

    private void tell() {
        changed.accept(filter());
    }

    /** When that day, or one so many days later, begins where the viewer is. */
    private static @Nullable Instant begin(@Nullable LocalDate day, int later) {
        return day == null
                ? null
                : day.plusDays(later)
                        .atStartOfDay(ViewerTime.of(UI.getCurrentOrThrow()).zone())
                        .toInstant();
    }

    private static TextField text(String id, String placeholder, String label) {
        var field = new TextField();
        field.setId("filter-" + id);
        field.setPlaceholder(placeholder);
        field.setAriaLabel(label);
        field.setClearButtonVisible(true);
        field.setValueChangeMode(ValueChangeMode.LAZY);
        field.setWidth(WIDTH);
        return field;
    }

    private static DatePicker date(String id, String placeholder, String label) {
        var field = new DatePicker();
        field.setId("filter-" + id);
        field.setPlaceholder(placeholder);
        field.setAriaLabel(label);
        field.setClearButtonVisible(true);
        field.setWidth(WIDTH);
        return field;
    }

    /** As the address has it; days as {@code 2026-11-29}. What cannot be read lets everything through. */
    void read(Function<String, Optional<String>> asked) {
        who.setValue(asked.apply("who").orElse(""));
        asked.apply("noun")
                .filter(noun.getListDataView().getItems().toList()::contains)
                .ifPresentOrElse(noun::setValue, noun::clear);
        resource.setValue(asked.apply(AuditView.RESOURCE).orElse(""));
        Arrays.stream(AuditResult.values())
                .filter(known ->
                        asked.apply("result").filter(known.name()::equals).isPresent())
                .findFirst()
                .ifPresentOrElse(result::setValue, result::clear);
        since.setValue(day(asked.apply("since")));
        until.setValue(day(asked.apply("until")));
        ofOperation(asked.apply(AuditView.OPERATION).orElse(""));
    }

    /** As {@link #read} takes it. */
    Map<String, String> words() {
        return Map.of(
                "who",
                who.getValue().strip(),
                "noun",
                noun.isEmpty() ? "" : noun.getValue(),
                AuditView.RESOURCE,
                resource.getValue().strip(),
                "result",
                result.isEmpty() ? "" : result.getValue().name(),
                "since",
                since.isEmpty() ? "" : since.getValue().toString(),
                "until",
                until.isEmpty() ? "" : until.getValue().toString(),
                AuditView.OPERATION,
                operation);
    }

    private static @Nullable LocalDate day(Optional<String> word) {
        try {
            return word.map(LocalDate::parse).orElse(null);
        } catch (DateTimeParseException _) {
            return null;
        }
    }

    private static <T> Select<T> select(String id, String any, Function<T, String> title) {
        var select = new Select<T>();
        select.setId("filter-" + id);
        select.setItemLabelGenerator(chosen -> chosen == null ? any : title.apply(chosen));
        select.setEmptySelectionAllowed(true);
        select.setEmptySelectionCaption(any);
        select.setPlaceholder(any);
        select.setAriaLabel(any);
        select.setWidth(WIDTH);
        return select;
    }
}
