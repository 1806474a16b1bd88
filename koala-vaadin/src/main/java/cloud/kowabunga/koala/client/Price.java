package cloud.kowabunga.koala.client;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** What something costs a month. */
public record Price(BigDecimal price, String currency) {
    public String forPeople() {
        return inShort() + " a month";
    }

    /** Where something else says that it is for a month. */
    public String inShort() {
        return price.setScale(2, RoundingMode.HALF_UP) + " " + currency;
    }
}
