package cloud.kowabunga.tenancy;

import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.kowabunga.fault.Fault;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class BillTest {
    @Property
    void a_bill_is_the_sum_of_its_prices_and_a_mean_lies_between_them(
            @ForAll @Size(max = 20) List<@DoubleRange(min = 0, max = 1e6) Double> amounts) {
        var prices = amounts.stream().map(amount -> new Price(amount, "CHF")).toList();
        var bill = new Bill();
        prices.forEach(bill::add);
        var sum = amounts.stream().mapToDouble(Double::doubleValue).sum();
        assertThat(bill.total().amount()).isCloseTo(sum, within(1e-3));
        assertThat(bill.total().currency()).isEqualTo(sum > 0 ? "CHF" : "EUR");
        var mean = Bill.mean(prices).amount();
        assertThat(mean)
                .isNotNaN()
                .isBetween(0.0, amounts.stream().mapToDouble(d -> d).max().orElse(0) + 1e-3);
    }

    @Property
    void what_is_cut_and_put_together_again_costs_the_same(
            @ForAll @DoubleRange(min = 0, max = 1e6) double amount, @ForAll @IntRange(min = 0, max = 4096) int parts) {
        var whole = new Price(amount, "EUR").per(parts).times(parts);
        assertThat(whole.amount()).isCloseTo(parts == 0 ? 0 : amount, within(1e-6 * (1 + amount)));
    }

    @Example
    void currencies_are_not_added_up_unless_one_of_them_costs_nothing() {
        var franc = new Price(1, "CHF");
        assertThat(new Bill().add(franc).add(new Price(0, "EUR")).total()).isEqualTo(franc);
        assertRefused(
                Fault.INVALID_STATE,
                () -> new Bill().add(franc).add(new Price(1, "EUR")).total());
        assertRefused(Fault.INVALID_STATE, () -> Bill.mean(List.of(franc, new Price(1, "EUR"))));
        assertThat(Bill.mean(List.of(franc, new Price(0, "EUR")))).isEqualTo(new Price(0.5, "CHF"));
    }
}
