package cloud.kowabunga.network;

import cloud.kowabunga.fault.Fault;
import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.ipv4.IPv4Address;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** Address arithmetic of subnets; the parsing and counting is done by the IPAddress library. */
public final class Subnets {
    private Subnets() {}

    /** An IPv4 network in canonical form, like 10.0.0.0/24; host bits set or a missing prefix length raise INVALID_VALUE. */
    public static IPv4Address network(String field, String cidr) {
        var address = parse(field, cidr);
        if (!address.isPrefixBlock() || address.getNetworkPrefixLength() == null) {
            throw Fault.INVALID_VALUE.because(field + ": a network like 10.0.0.0/24 is needed, not '" + cidr + "'.");
        }
        return address;
    }

    /** One IPv4 address, without a prefix length. */
    public static IPv4Address address(String field, String text) {
        var address = parse(field, text);
        if (address.isMultiple() || address.isPrefixed()) {
            throw Fault.INVALID_VALUE.because(field + ": one address like 10.0.0.7 is needed, not '" + text + "'.");
        }
        return address;
    }

    /**
     * The lowest address of the network that is free: neither taken nor reserved, not the network's, broadcast's or gateway's own.
     *
     * @param taken in canonical text form
     */
    public static Optional<String> firstFree(
            String cidr, String gateway, List<AddressRange> reserved, Set<String> taken) {
        var spans = reserved.stream().map(Span::of).toList();
        return hosts(cidr)
                .filter(candidate -> spans.stream().noneMatch(span -> span.contains(candidate)))
                .mapToObj(Subnets::text)
                .filter(candidate -> !candidate.equals(gateway) && !taken.contains(candidate))
                .findFirst();
    }

    /**
     * The lowest free addresses of a pool within the network, in ascending order; never the network's, broadcast's or gateway's own.
     *
     * @param taken in canonical text form
     * @param most how many are wanted; fewer come where fewer are free
     */
    public static List<String> freeOf(
            List<AddressRange> pool, String cidr, String gateway, Set<String> taken, int most) {
        var hosts = Span.ofHosts(cidr);
        return pool.stream()
                .map(Span::of)
                .sorted(Comparator.comparingLong(Span::first))
                .flatMapToLong(Span::addresses)
                .filter(hosts::contains)
                .distinct()
                .mapToObj(Subnets::text)
                .filter(candidate -> !candidate.equals(gateway) && !taken.contains(candidate))
                .limit(most)
                .toList();
    }

    private static LongStream hosts(String cidr) {
        return Span.ofHosts(cidr).addresses();
    }

    private static String text(long number) {
        return new IPv4Address((int) number).toString();
    }

    /** Addresses as numbers, both ends included; empty where the first is above the last. */
    private record Span(long first, long last) {
        static Span of(AddressRange range) {
            return new Span(number(address("first", range.first())), number(address("last", range.last())));
        }

        /** What a network card may have; a network of one or two addresses has neither an own nor a broadcast address. */
        static Span ofHosts(String cidr) {
            var network = network("cidr", cidr);
            var edge = network.getNetworkPrefixLength() < 31 ? 1 : 0;
            return new Span(number(network.getLower()) + edge, number(network.getUpper()) - edge);
        }

        private static long number(IPv4Address address) {
            return Integer.toUnsignedLong(address.intValue());
        }

        boolean contains(long number) {
            return first <= number && number <= last;
        }

        LongStream addresses() {
            return LongStream.rangeClosed(first, last);
        }
    }

    private static IPv4Address parse(String field, String text) {
        try {
            IPAddress address = new IPAddressString(text).toAddress();
            if (address != null
                    && address.isIPv4()
                    && text.chars().filter(c -> c == '.').count() == 3) {
                return address.toIPv4();
            }
        } catch (AddressStringException _) {
            // The sentence below says all that a person can use.
        }
        throw Fault.INVALID_VALUE.because(field + ": '" + text + "' is not an IPv4 address.");
    }
}
