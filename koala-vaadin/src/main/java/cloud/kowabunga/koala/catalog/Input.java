package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.catalog.Field.Form;
import cloud.kowabunga.koala.client.Resource;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.HasValueAndElement;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.provider.CallbackDataProvider.FetchCallback;
import com.vaadin.flow.data.value.HasValueChangeMode;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One field of a form: the component, what stood in it when it was shown, and what it says on the wire. */
final class Input {
    private static final Pattern PRICE = Pattern.compile("\\d+(\\.\\d+)?(\\s+[A-Z]{3})?");

    private final Field field;
    private final Component component;
    private final Consumer<Object> fill;
    private final Supplier<Optional<Object>> wire;
    private final Supplier<Optional<String>> wrong;
    private @Nullable Object shown;

    /**
     * @param fill takes what was read from the wire, and what {@code wire} told
     * @param wire what goes on the wire; empty where nothing was given
     * @param wrong what is wrong with what was typed, as a sentence; empty where it is right
     */
    private Input(
            Field field,
            Component component,
            Consumer<Object> fill,
            Supplier<Optional<Object>> wire,
            Supplier<Optional<String>> wrong) {
        this.field = field;
        this.component = component;
        this.fill = fill;
        this.wire = wire;
        this.wrong = wrong;
    }

    static Input of(Field field, Names names) {
        return switch (field.form()) {
            case Form.Text(var rule) -> text(field, new TextField(), rule);
            case Form.Computed _ -> text(field, new TextField(), Rule.ANY);
            case Form.Secret _ -> text(field, new PasswordField(), Rule.ANY);
            case Form.Lines(var rule) -> lines(field, text -> text, Object::toString, rule);
            case Form.Ranges _ -> lines(field, Input::range, Words::range, Rule.RANGE);
            case Form.Whole(var least, var most) -> NumberInput.whole(field, (int) least, (int) most);
            case Form.Gib _ -> NumberInput.gib(field);
            case Form.Yes _ -> yes(field);
            case Form.Choice(var words) -> choice(field, words);
            case Form.One(var kind) -> one(field, kind, names);
            case Form.Many several -> many(field, several.kind(), names);
            case Form.Price _ -> price(field);
        };
    }

    Field field() {
        return field;
    }

    Component component() {
        return component;
    }

    /** What goes on the wire; empty where nothing was given. */
    Optional<Object> wire() {
        return wire.get();
    }

    /** Puts in what a person would choose or type. */
    void fill(Object value) {
        fill.accept(value);
    }

    /** Shows what the resource has. */
    void show(Resource resource) {
        var value = resource.value(field.name());
        if (value != null) {
            fill.accept(value);
        }
        shown = wire.get().orElse(null);
    }

    /** Whether a person made something else of what was shown. What a field cannot show as it is, it must not send. */
    boolean touched() {
        return !Same.of(field.form(), shown, wire.get().orElse(null));
    }

    /** Shows what the resource has now. What was typed stays; of several, those that were added and taken away. */
    void showAgain(Resource now) {
        var touched = touched();
        var typed = wire.get();
        var before = shown;
        shown = null;
        clear();
        show(now);
        if (touched) {
            clear();
            typed.map(value -> field.form() instanceof Form.Many ? merged(before, value) : value)
                    .ifPresent(fill);
        }
    }

    private void clear() {
        ((HasValue<?, ?>) component).clear();
    }

    /** What was typed, without what others took away meanwhile, and with what they added. */
    private Object merged(@Nullable Object before, Object typed) {
        var merged = new LinkedHashSet<Object>(list(typed));
        var gone = new HashSet<Object>(list(before));
        gone.removeAll(list(shown));
        var added = new LinkedHashSet<Object>(list(shown));
        added.removeAll(list(before));
        merged.removeAll(gone);
        merged.addAll(added);
        return List.copyOf(merged);
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    /** Marks what is wrong beside the field and says whether all is well. */
    boolean check() {
        var sentence = wrong.get().or(this::emptied);
        mark(sentence.orElse(""));
        return sentence.isEmpty();
    }

    private void mark(String sentence) {
        if (component instanceof HasValidationProperties marked) {
            marked.setInvalid(!sentence.isEmpty());
            marked.setErrorMessage(sentence);
        }
    }

    /** Marks the field where Kahuna's sentence is about it, and gives what that says without the field's name on the wire. */
    Optional<String> refused(String reason) {
        var prefix = field.name() + ": ";
        if (!reason.startsWith(prefix)) {
            return Optional.empty();
        }
        var sentence = reason.substring(prefix.length());
        mark(sentence);
        return Optional.of(sentence);
    }

    /** Puts the names of the resources that are chosen here in the place of their ids. */
    String named(String sentence, Names names) {
        var kind = switch (field.form()) {
            case Form.One(var one) -> one;
            case Form.Many several -> several.kind();
            default -> "";
        };
        var named = sentence;
        if (!kind.isEmpty()) {
            for (var id : wire().map(value -> value instanceof List<?> ? list(value) : List.of(value))
                    .orElse(List.of())) {
                named = named.replace(id.toString(), names.title(kind, id.toString()));
            }
        }
        return named;
    }

    /** Only text and lists can become empty again: for all else the API knows no word for nothing. */
    private Optional<String> emptied() {
        return shown == null || shown instanceof String || wire.get().isPresent()
                ? Optional.empty()
                : Optional.of("%s can be changed, but not taken away.".formatted(field.label()));
    }

    static <C extends Component & HasValueAndElement<?, ?>> Input with(
            Field field,
            C component,
            Consumer<Object> fill,
            Supplier<Optional<Object>> wire,
            Supplier<Optional<String>> wrong) {
        component.setId("field-" + field.name());
        component.setRequiredIndicatorVisible(field.required());
        if (!field.hint().isEmpty() && component instanceof com.vaadin.flow.component.HasHelper helped) {
            helped.setHelperText(field.hint());
        }
        if (component instanceof com.vaadin.flow.component.HasSize sized) {
            sized.setWidthFull();
        }
        var input = new Input(
                field,
                component,
                fill,
                wire,
                () -> wrong.get()
                        .or(() -> field.required() && wire.get().isEmpty()
                                ? Optional.of("%s is needed.".formatted(field.label()))
                                : Optional.empty()));
        ((HasValue<?, ?>) component).addValueChangeListener(_ -> input.check());
        return input;
    }

    private static <C extends Component & HasValueAndElement<?, String> & HasValueChangeMode> Input text(
            Field field, C component, Rule rule) {
        component.getElement().setProperty("label", field.label());
        component.setValueChangeMode(ValueChangeMode.LAZY);
        return with(
                field,
                component,
                value -> {
                    component.setValue(value.toString());
                },
                () -> given(component.getValue()),
                () -> rule.wrong(component.getValue()));
    }

    private static Input lines(Field field, Function<String, Object> read, Function<Object, String> write, Rule rule) {
        var area = new TextArea(field.label());
        area.setValueChangeMode(ValueChangeMode.LAZY);
        area.setMinRows(2);
        Supplier<List<String>> typed = () -> area.getValue()
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return with(
                field,
                area,
                value -> {
                    if (value instanceof List<?> many) {
                        area.setValue(String.join(
                                "\n",
                                many.stream()
                                        .map(one -> write.apply(Objects.requireNonNull(one)))
                                        .toList()));
                    }
                },
                () -> typed.get().isEmpty() && !field.editable()
                        ? Optional.empty()
                        : Optional.of(typed.get().stream().map(read).toList()),
                () -> field.required() && typed.get().isEmpty()
                        ? Optional.of("%s: at least one is needed.".formatted(field.label()))
                        : typed.get().stream()
                                .filter(line -> rule.wrong(line).isPresent())
                                .findFirst()
                                .map(line -> "'%s': %s"
                                        .formatted(line, rule.wrong(line).orElseThrow())));
    }

    private static Object range(String line) {
        var ends = line.split("-", 2);
        return Map.of("first", ends[0].strip(), "last", ends.length < 2 ? "" : ends[1].strip());
    }

    private static Input yes(Field field) {
        var box = new Checkbox(field.label());
        return with(
                field,
                box,
                value -> {
                    box.setValue(Boolean.TRUE.equals(value));
                },
                () -> Optional.of(box.getValue()),
                Optional::empty);
    }

    private static Input choice(Field field, List<String> words) {
        var select = new Select<String>();
        select.setLabel(field.label());
        select.setItems(words);
        select.setValue(words.getFirst());
        return with(
                field,
                select,
                value -> {
                    select.setValue(value.toString());
                },
                () -> given(Objects.requireNonNullElse(select.getValue(), "")),
                Optional::empty);
    }

    private static Input one(Field field, String kind, Names names) {
        var box = new ComboBox<String>(field.label());
        box.setItems(found(kind, names));
        box.setItemLabelGenerator(id -> names.title(kind, id));
        return with(
                field,
                box,
                value -> {
                    box.setValue(value.toString());
                },
                () -> Optional.ofNullable((@Nullable Object) box.getValue()),
                Optional::empty);
    }

    /** Kahuna looks for what is typed, so that any of however many can be found. */
    private static FetchCallback<String, String> found(String kind, Names names) {
        return query ->
                names.find(kind, query.getFilter().orElse("").strip(), query.getOffset(), query.getLimit()).stream();
    }

    private static Input many(Field field, String kind, Names names) {
        var box = new MultiSelectComboBox<String>(field.label());
        box.setItems(found(kind, names));
        box.setItemLabelGenerator(id -> names.title(kind, id));
        // In the order in which they were read and then chosen, which the component does not promise.
        var chosen = new LinkedHashSet<String>();
        box.addValueChangeListener(_ -> {
            chosen.retainAll(box.getValue());
            chosen.addAll(box.getValue());
        });
        return with(
                field,
                box,
                value -> {
                    chosen.clear();
                    list(value).forEach(id -> chosen.add(String.valueOf(id)));
                    names.learn(kind, chosen);
                    box.setValue(new LinkedHashSet<>(chosen));
                },
                () -> Optional.of(List.copyOf(chosen)),
                () -> field.required() && chosen.isEmpty()
                        ? Optional.of("%s: choose at least one.".formatted(field.label()))
                        : Optional.empty());
    }

    private static Input price(Field field) {
        var text = new TextField(field.label());
        text.setPlaceholder("12.50 EUR");
        text.setValueChangeMode(ValueChangeMode.LAZY);
        return with(
                field,
                text,
                value -> {
                    text.setValue(
                            value instanceof Map<?, ?> price
                                    ? price.get("price") + " " + price.get("currency")
                                    : value.toString());
                },
                () -> given(text.getValue()).map(Input::price),
                () -> text.getValue().isBlank()
                                || PRICE.matcher(text.getValue().strip()).matches()
                        ? Optional.empty()
                        : Optional.of("A price is a number and a currency, such as 12.50 EUR."));
    }

    /** What is no price stays as it was typed; it goes nowhere. */
    private static Object price(Object typed) {
        if (!PRICE.matcher(typed.toString()).matches()) {
            return typed;
        }
        var parts = typed.toString().split("\\s+", 2);
        return Map.of("price", new BigDecimal(parts[0]), "currency", parts.length < 2 ? "EUR" : parts[1]);
    }

    private static Optional<Object> given(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(text.strip());
    }
}
