package cloud.kowabunga.koala.catalog;

import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.AbstractNumberField;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.data.binder.Binder;
import com.vaadin.flow.data.binder.ValueContext;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fields for numbers. A field without a value may have something in it that is no number: that is wrong, not empty. */
final class NumberInput {
    private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);
    /** As many as fit into the bytes that the wire can tell. */
    private static final double MOST_GIB = 1L << 33;

    private NumberInput() {}

    static Input whole(Field field, int least, int most) {
        var number = new IntegerField();
        number.setStepButtonsVisible(true);
        var bounds = most == Integer.MAX_VALUE
                ? "%s is a whole number, %d or more, and at most %d.".formatted(field.label(), least, most)
                : "%s goes from %d to %d.".formatted(field.label(), least, most);
        return of(
                field,
                number,
                value -> number.setValue(((Number) value).intValue()),
                typed -> typed,
                typed -> typed < least || typed > most ? Optional.of(bounds) : Optional.empty(),
                bounds);
    }

    static Input gib(Field field) {
        var number = new NumberField();
        number.setSuffixComponent(new Span("GiB"));
        return of(
                field,
                number,
                value -> number.setValue(((Number) value).doubleValue() / GIB.doubleValue()),
                NumberInput::bytes,
                typed -> tooMuch(field, typed).or(() -> tooLittle(field, typed)),
                "%s is a number of GiB, such as 20 or 0.5.".formatted(field.label()));
    }

    private static Optional<String> tooMuch(Field field, double typed) {
        return typed >= MOST_GIB
                ? Optional.of("%s is more than there can be.".formatted(field.label()))
                : Optional.empty();
    }

    private static Optional<String> tooLittle(Field field, double typed) {
        return typed < 0 || (field.required() && typed == 0)
                ? Optional.of("%s must be more than nothing.".formatted(field.label()))
                : Optional.empty();
    }

    /** @param noNumber what is said of something that cannot be read */
    private static <C extends AbstractNumberField<C, N>, N extends Number> Input of(
            Field field,
            C number,
            Consumer<Object> fill,
            Function<N, Object> wire,
            Function<N, Optional<String>> wrong,
            String noNumber) {
        number.setLabel(field.label());
        number.setValueChangeMode(ValueChangeMode.LAZY);
        var input = Input.with(
                field,
                number,
                fill,
                () -> Optional.ofNullable((@Nullable N) number.getValue()).map(wire),
                () -> unreadable(number)
                        ? Optional.of(noNumber)
                        : Optional.ofNullable((@Nullable N) number.getValue()).flatMap(wrong));
        // From nothing to something unreadable no value changes, and from there to nothing again.
        number.addValidationStatusChangeListener(_ -> input.check());
        return input;
    }

    /** Without bounds and steps of its own the component itself objects to nothing else. */
    private static <N extends Number> boolean unreadable(AbstractNumberField<?, N> number) {
        return number.getDefaultValidator()
                .apply(number.getValue(), new ValueContext(new Binder<>(), number))
                .isError();
    }

    /** The digits of the number as it is, not as it is written: so whatever was bytes becomes the same bytes again. */
    private static Object bytes(double gib) {
        return new BigDecimal(gib)
                .multiply(GIB)
                .setScale(0, RoundingMode.HALF_UP)
                .toBigInteger()
                .longValue();
    }
}
