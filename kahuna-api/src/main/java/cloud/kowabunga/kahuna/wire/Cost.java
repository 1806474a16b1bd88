package cloud.kowabunga.kahuna.wire;

import cloud.kowabunga.fault.Fault;
import org.jspecify.annotations.Nullable;

/** A price per month. */
public record Cost(@Nullable Float price, @Nullable String currency) {
    /** What a thing costs about which nothing was said. */
    public static final Cost FREE = new Cost(0f, "EUR");

    /** The price; it is there and not below zero. */
    public float checkedPrice(String field) {
        var given = Given.required(field + ".price", price);
        if (given < 0 || !Float.isFinite(given)) {
            throw Fault.INVALID_VALUE.because(field + ".price: a price is a number from 0 to 3e38.");
        }
        return given;
    }

    public String checkedCurrency(String field) {
        return Given.text(field + ".currency", currency);
    }
}
