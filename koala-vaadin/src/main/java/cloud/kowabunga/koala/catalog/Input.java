package cloud.kowabunga.koala.catalog;

import cloud.kowabunga.koala.catalog.Field.Form;
import cloud.kowabunga.koala.client.Resource;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.HasValueAndElement;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.HasValueChangeMode;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One field of a form: the component, what stands in it at first, and what it says on the wire.
 *
 * @param wire what goes on the wire; empty where nothing was given
 * @param wrong what is wrong with what was typed, as a sentence; empty where it is right
 */
record Input(
        Field field,
        Component component,
        Consumer<Object> fill,
        Supplier<Optional<Object>> wire,
        Supplier<Optional<String>> wrong) {
    private static final long GIB = 1L << 30;

    static Input of(Field field, Names names) {
        return switch (field.form()) {
            case Form.Text(var rule) -> text(field, new TextField(), rule);
            case Form.Computed _ -> text(field, new TextField(), Rule.ANY);
            case Form.Secret _ -> text(field, new PasswordField(), Rule.ANY);
            case Form.Lines(var rule) -> lines(field, text -> text, Object::toString, rule);
            case Form.Ranges _ -> lines(field, Input::range, Words::range, Rule.RANGE);
            case Form.Whole(var least, var most) -> whole(field, (int) least, (int) most);
            case Form.Gib _ -> gib(field);
            case Form.Yes _ -> yes(field);
            case Form.Choice(var words) -> choice(field, words);
            case Form.One(var kind) -> one(field, kind, names);
            case Form.Many(var kind) -> many(field, kind, names);
            case Form.Price _ -> price(field);
        };
    }

    /** Shows what the resource has. */
    void show(Resource resource) {
        var value = resource.value(field.name());
        if (value != null) {
            fill.accept(value);
        }
    }

    /** Marks what is wrong beside the field and says whether all is well. */
    boolean check() {
        var sentence = wrong.get();
        if (component instanceof HasValidationProperties marked) {
            marked.setInvalid(sentence.isPresent());
            marked.setErrorMessage(sentence.orElse(""));
        }
        return sentence.isEmpty();
    }

    private static <C extends Component & HasValueAndElement<?, ?>> Input with(
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
        var input = new Input(field, component, fill, wire, () -> {
            var missing = field.required() && wire.get().isEmpty();
            return missing ? Optional.of("%s is needed.".formatted(field.label())) : wrong.get();
        });
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

    private static Input whole(Field field, int least, int most) {
        var number = new IntegerField(field.label());
        number.setStepButtonsVisible(true);
        number.setValueChangeMode(ValueChangeMode.LAZY);
        return with(
                field,
                number,
                value -> {
                    number.setValue(((Number) value).intValue());
                },
                () -> Optional.ofNullable((@Nullable Object) number.getValue()),
                () -> Optional.ofNullable(number.getValue())
                        .filter(typed -> typed < least || typed > most)
                        .map(_ -> "%s goes from %d to %d.".formatted(field.label(), least, most)));
    }

    private static Input gib(Field field) {
        var number = new NumberField(field.label());
        number.setSuffixComponent(new Span("GiB"));
        number.setValueChangeMode(ValueChangeMode.LAZY);
        return with(
                field,
                number,
                value -> {
                    number.setValue(((Number) value).doubleValue() / GIB);
                },
                () -> Optional.ofNullable(number.getValue())
                        .map(typed -> BigDecimal.valueOf(typed)
                                .multiply(BigDecimal.valueOf(GIB))
                                .longValue()),
                () -> Optional.ofNullable(number.getValue())
                        .filter(typed -> typed < 0 || (field.required() && typed == 0))
                        .map(_ -> "%s must be more than nothing.".formatted(field.label())));
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
        var box = new ComboBox<Resource>(field.label());
        box.setItems(names.of(kind));
        box.setItemLabelGenerator(Input::title);
        return with(
                field,
                box,
                value -> {
                    names.of(kind).stream()
                            .filter(known -> known.id().equals(value))
                            .findFirst()
                            .ifPresent(box::setValue);
                },
                () -> Optional.ofNullable(box.getValue()).map(Resource::id),
                Optional::empty);
    }

    private static Input many(Field field, String kind, Names names) {
        var box = new MultiSelectComboBox<Resource>(field.label());
        box.setItems(names.of(kind));
        box.setItemLabelGenerator(Input::title);
        return with(
                field,
                box,
                value -> {
                    var chosen = new LinkedHashSet<Resource>();
                    for (var id : (List<?>) value) {
                        names.of(kind).stream()
                                .filter(known -> known.id().equals(id))
                                .forEach(chosen::add);
                    }
                    box.setValue(chosen);
                },
                () -> Optional.of(new ArrayList<>(
                        box.getValue().stream().map(Resource::id).toList())),
                () -> field.required() && box.getValue().isEmpty()
                        ? Optional.of("%s: choose at least one.".formatted(field.label()))
                        : Optional.empty());
    }

    private static Input price(Field field) {
        var text = new TextField(field.label());
        text.setPlaceholder("12.50 EUR");
        return with(
                field,
                text,
                value -> {
                    if (value instanceof Map<?, ?> price) {
                        text.setValue(price.get("price") + " " + price.get("currency"));
                    }
                },
                () -> given(text.getValue()).map(typed -> {
                    var parts = typed.toString().split("\\s+", 2);
                    return Map.of("price", new BigDecimal(parts[0]), "currency", parts.length < 2 ? "EUR" : parts[1]);
                }),
                () -> text.getValue().isBlank() || text.getValue().strip().matches("\\d+(\\.\\d+)?(\\s+[A-Z]{3})?")
                        ? Optional.empty()
                        : Optional.of("A price is a number and a currency, such as 12.50 EUR."));
    }

    private static String title(@Nullable Resource resource) {
        if (resource == null) {
            return "";
        }
        return resource.parentName() == null
                ? resource.name()
                : "%s (%s)".formatted(resource.name(), resource.parentName());
    }

    private static Optional<Object> given(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(text.strip());
    }
}
