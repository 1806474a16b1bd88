package cloud.kowabunga.topology;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

final class PlacementTest {
    @Property
    void never_promises_more_than_a_kaktus_has(
            @ForAll("loads") List<KaktusLoad> loads, @ForAll @IntRange(min = 1, max = 64) int vcpus) {
        var memory = Bytes.ofGib(vcpus);
        Placement.elect(loads, vcpus, memory)
                .ifPresent(elected -> assertThat(loads)
                        .filteredOn(load -> load.id().equals(elected))
                        .allMatch(load -> load.usedVcpus() + vcpus <= load.vcpus()
                                && load.usedMemory().value() + memory.value()
                                        <= load.memory().value()));
    }

    @Property
    void never_fits_what_is_larger_than_any_kaktus(@ForAll("loads") List<KaktusLoad> loads) {
        assertThat(Placement.elect(loads, 1, new Bytes(Long.MAX_VALUE))).isEmpty();
    }

    @Property
    void elects_somebody_where_anybody_fits(
            @ForAll("loads") List<KaktusLoad> loads, @ForAll @IntRange(min = 1, max = 64) int vcpus) {
        var memory = Bytes.ofGib(vcpus);
        assertThat(Placement.elect(loads, vcpus, memory))
                .matches(elected -> elected.isPresent() == loads.stream().anyMatch(load -> load.fits(vcpus, memory)));
    }

    @Property
    void does_not_depend_on_the_order_of_the_candidates(
            @ForAll("loads") List<KaktusLoad> loads, @ForAll @IntRange(min = 1, max = 64) int vcpus) {
        var memory = Bytes.ofGib(vcpus);
        assertThat(Placement.elect(loads.reversed(), vcpus, memory)).isEqualTo(Placement.elect(loads, vcpus, memory));
        var rotated = new ArrayList<>(loads);
        Collections.rotate(rotated, 1);
        assertThat(Placement.elect(rotated, vcpus, memory)).isEqualTo(Placement.elect(loads, vcpus, memory));
    }

    /** Up to eight Kaktus with ids of their own, as full as they like, even beyond their capacity. */
    @Provide
    Arbitrary<List<KaktusLoad>> loads() {
        var capacity = Arbitraries.integers().between(0, 64);
        return Combinators.combine(capacity, capacity, capacity, capacity)
                .as((vcpus, memory, usedVcpus, usedMemory) -> new KaktusLoad(
                        new KaktusId("k"), vcpus, Bytes.ofGib(memory), usedVcpus, Bytes.ofGib(usedMemory)))
                .list()
                .ofMaxSize(8)
                .map(loads -> IntStream.range(0, loads.size())
                        .mapToObj(index -> named("k" + index, loads.get(index)))
                        .toList());
    }

    private static KaktusLoad named(String name, KaktusLoad load) {
        return new KaktusLoad(new KaktusId(name), load.vcpus(), load.memory(), load.usedVcpus(), load.usedMemory());
    }
}
