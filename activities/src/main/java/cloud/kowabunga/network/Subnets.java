package cloud.kowabunga.network;

import cloud.kowabunga.fault.Fault;
import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.ipv4.IPv4Address;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
        var network = network("cidr", cidr);
        var last = network.getUpper().withoutPrefixLength();
        var first = network.getLower().withoutPrefixLength();
        var onlyHosts = network.getNetworkPrefixLength() < 31;
        for (var candidates = network.withoutPrefixLength().iterator(); candidates.hasNext(); ) {
            var candidate = candidates.next();
            var edge = onlyHosts && (candidate.equals(first) || candidate.equals(last));
            var text = candidate.toString();
            if (!edge
                    && !text.equals(gateway)
                    && !taken.contains(text)
                    && reserved.stream().noneMatch(range -> range.contains(text))) {
                return Optional.of(text);
            }
        }
        return Optional.empty();
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
