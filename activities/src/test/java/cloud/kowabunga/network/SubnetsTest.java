package cloud.kowabunga.network;

import static cloud.kowabunga.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.fault.Fault;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class SubnetsTest {
    @Property
    void the_first_free_address_is_free_and_nothing_below_it_is(
            @ForAll @IntRange(min = 24, max = 30) int prefix,
            @ForAll @IntRange(min = 1, max = 254) int gateway,
            @ForAll @Size(max = 60) Set<@IntRange(min = 0, max = 255) Integer> taken,
            @ForAll @IntRange(min = 0, max = 255) int one,
            @ForAll @IntRange(min = 0, max = 255) int other) {
        var reserved = new AddressRange(host(Math.min(one, other)), host(Math.max(one, other)));
        var occupied = new HashSet<Integer>(taken);
        occupied.add(gateway);
        IntStream.rangeClosed(Math.min(one, other), Math.max(one, other)).forEach(occupied::add);
        var size = 1 << (32 - prefix);
        var expected = IntStream.range(1, size - 1)
                .filter(candidate -> !occupied.contains(candidate))
                .mapToObj(SubnetsTest::host)
                .findFirst();

        assertThat(Subnets.firstFree(
                        "10.9.0.0/" + prefix,
                        host(gateway),
                        List.of(reserved),
                        taken.stream().map(SubnetsTest::host).collect(Collectors.toSet())))
                .isEqualTo(expected);
    }

    @Property
    void what_is_free_of_a_pool_is_in_it_and_nobodys(
            @ForAll @IntRange(min = 24, max = 30) int prefix,
            @ForAll @IntRange(min = 1, max = 254) int gateway,
            @ForAll @Size(max = 60) Set<@IntRange(min = 0, max = 255) Integer> taken,
            @ForAll @Size(max = 4) List<@IntRange(min = 0, max = 255) Integer> firsts,
            @ForAll @IntRange(min = 0, max = 20) int most) {
        var pool = firsts.stream()
                .map(first -> new AddressRange(host(first), host(Math.min(255, first + 7))))
                .toList();
        var expected = IntStream.range(1, (1 << (32 - prefix)) - 1)
                .filter(number -> firsts.stream().anyMatch(first -> first <= number && number <= first + 7))
                .filter(number -> number != gateway && !taken.contains(number))
                .mapToObj(SubnetsTest::host)
                .limit(most)
                .toList();
        var held = taken.stream().map(SubnetsTest::host).collect(Collectors.toSet());
        assertThat(Subnets.freeOf(pool, "10.9.0.0/" + prefix, host(gateway), held, most))
                .isEqualTo(expected);
    }

    @Example
    void a_subnet_of_two_addresses_has_no_edges() {
        assertThat(Subnets.firstFree("10.9.0.0/31", "10.9.0.0", List.of(), Set.of()))
                .contains("10.9.0.1");
        assertThat(Subnets.firstFree("10.9.0.0/31", "10.9.0.0", List.of(), Set.of("10.9.0.1")))
                .isEmpty();
    }

    @Example
    void what_is_no_address_and_what_is_no_network_is_refused() {
        assertThat(Subnets.address("ip", "10.9.0.7").toString()).isEqualTo("10.9.0.7");
        for (var text : List.of("", "10.9", "10.9.0.256", "10.9.0.0/24", "::1", "10.9.0.1-3", "web", "*")) {
            assertRefused(Fault.INVALID_VALUE, () -> Subnets.address("ip", text));
        }
        assertThat(Subnets.network("cidr", "10.9.0.0/24").toString()).isEqualTo("10.9.0.0/24");
        for (var text : List.of("", "10.9.0.0", "10.9.0.1/24", "10.9.0.0/33", "fd00::/64")) {
            assertRefused(Fault.INVALID_VALUE, () -> Subnets.network("cidr", text));
        }
        assertRefused(Fault.INVALID_VALUE, () -> new AddressRange("10.9.0.9", "10.9.0.3"));
    }

    private static String host(int last) {
        return "10.9.0." + last;
    }
}
