package cloud.kowabunga.kahuna.network;

import cloud.kowabunga.fault.Fault;
import cloud.kowabunga.kahuna.wire.Given;
import cloud.kowabunga.network.Subnets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the fields of a subnet may say. What is accepted is in canonical form, so that it comes back as it was given. */
final class SubnetRules {
    private static final List<String> APPLICATIONS = List.of("ceph", "user");

    private SubnetRules() {}

    static String network(String field, String text) {
        return canonical(field, text, Subnets.network(field, text).toCanonicalString());
    }

    /** A network that has room for more than its gateway. */
    static String subnet(String text) {
        var cidr = network("cidr", text);
        if (Subnets.network("cidr", cidr).getNetworkPrefixLength() == 32) {
            throw Fault.INVALID_VALUE.because(
                    "cidr: %s is a single address; a subnet has at least two, as a /31 has.".formatted(cidr));
        }
        return cidr;
    }

    static String address(String field, String text) {
        return canonical(field, text, Subnets.address(field, text).toCanonicalString());
    }

    /** An address of the network. */
    static String inside(String field, String text, String cidr) {
        var address = address(field, text);
        if (!Subnets.network("cidr", cidr).contains(Subnets.address(field, address))) {
            throw Fault.INVALID_VALUE.because("%s: %s is not in the network %s.".formatted(field, address, cidr));
        }
        return address;
    }

    /** An address of the network that a network card can have: neither the network's own nor the broadcast address. */
    static String usable(String field, String text, String cidr) {
        var address = inside(field, text, cidr);
        var network = Subnets.network("cidr", cidr);
        var edge = address.equals(network.getLower().withoutPrefixLength().toCanonicalString())
                || address.equals(network.getUpper().withoutPrefixLength().toCanonicalString());
        if (edge && network.getNetworkPrefixLength() < 31) {
            throw Fault.INVALID_VALUE.because(
                    "%s: %s is the network's own or its broadcast address.".formatted(field, address));
        }
        return address;
    }

    static @Nullable String dns(@Nullable String text) {
        return text == null || text.isEmpty() ? text : address("dns", text);
    }

    static String[] routes(List<String> routes) {
        return Given.distinct("extra_routes", routes).stream()
                .map(route -> network("extra_routes", route))
                .toArray(String[]::new);
    }

    static String application(String word) {
        return word.isEmpty() ? "user" : Given.oneOf("application", word, APPLICATIONS);
    }

    private static String canonical(String field, String text, String canonical) {
        if (!text.equals(canonical)) {
            throw Fault.INVALID_VALUE.because("%s: write '%s' as '%s'.".formatted(field, text, canonical));
        }
        return canonical;
    }
}
