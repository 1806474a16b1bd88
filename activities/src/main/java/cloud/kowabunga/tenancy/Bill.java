package cloud.kowabunga.tenancy;

import cloud.kowabunga.fault.Fault;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeMap;

/** Adds prices up. What costs nothing counts in no currency. */
public final class Bill {
    /** In which nothing is told to cost nothing. */
    private static final String CURRENCY = "EUR";

    private final TreeMap<String, Double> sums = new TreeMap<>();

    public Bill add(Price price) {
        if (price.amount() > 0) {
            sums.merge(price.currency(), price.amount(), Double::sum);
        }
        return this;
    }

    /** The whole; prices in several currencies have no sum, and raise INVALID_STATE. */
    public Price total() {
        if (sums.size() > 1) {
            throw Fault.INVALID_STATE.because(
                    "The prices of what is used here are in %s, which cannot be added up. Give all Kaktus and StoragePools the same currency."
                            .formatted(String.join(" and ", sums.keySet())));
        }
        return Optional.ofNullable(sums.firstEntry())
                .map(sum -> new Price(sum.getValue(), sum.getKey()))
                .orElse(new Price(0, CURRENCY));
    }

    /** The mean of some prices; of none, nothing. Raises INVALID_STATE as {@link #total} does. */
    public static Price mean(Collection<Price> prices) {
        var bill = new Bill();
        // In one order, so that the same prices have the same sum to the last digit.
        prices.stream().sorted(Comparator.comparingDouble(Price::amount)).forEach(bill::add);
        return bill.total().per(prices.size());
    }
}
