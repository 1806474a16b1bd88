package cloud.kowabunga.koala.network;

import cloud.kowabunga.koala.client.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The addresses of a subnet in their order, each with what it is used for. */
record SubnetUse(List<Address> addresses, long size) {
    private static final int BITS = 32;
    /** A larger one is counted and not listed. */
    private static final int LISTED = 1 << 16;

    /** What an address is used for. */
    enum Use {
        FREE,
        GIVEN,
        RESERVED,
        GATEWAY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param who the adapter that has it; empty where nobody has it */
    record Address(String text, Use use, String who) {
        String title() {
            return who.isEmpty() ? "%s: %s".formatted(text, use.word()) : "%s: %s".formatted(text, who);
        }
    }

    long given() {
        return count(Use.GIVEN);
    }

    long reserved() {
        return count(Use.RESERVED) + count(Use.GATEWAY);
    }

    long free() {
        return size - given() - reserved();
    }

    private long count(Use use) {
        return addresses.stream().filter(address -> address.use() == use).count();
    }

    /** Empty where the range cannot be read or is too large to list. */
    static Optional<SubnetUse> of(Resource subnet, List<Resource> adapters) {
        var parts = subnet.text("cidr").split("/", -1);
        if (parts.length != 2 || !parts[1].matches("\\d{1,2}")) {
            return Optional.empty();
        }
        var length = Integer.parseInt(parts[1]);
        var size = 1L << (BITS - Math.clamp(length, 0, BITS));
        if (size > LISTED) {
            return Optional.empty();
        }
        var first = number(parts[0]) & -size;
        var who = new HashMap<Long, String>();
        adapters.forEach(
                adapter -> adapter.lines("addresses").forEach(address -> who.put(number(address), adapter.name())));
        var kept = new ArrayList<long[]>();
        kept.addAll(ranges(subnet.object().get("reserved")));
        kept.addAll(ranges(subnet.object().get("gw_pool")));
        var gateway = subnet.text("gateway").isEmpty() ? -1 : number(subnet.text("gateway"));
        var list = new ArrayList<Address>();
        for (var n = first; n < first + size; n++) {
            var edge = length < BITS - 1 && (n == first || n == first + size - 1);
            list.add(new Address(text(n), use(n, gateway, edge, who, kept), who.getOrDefault(n, "")));
        }
        return Optional.of(new SubnetUse(List.copyOf(list), size));
    }

    private static Use use(long n, long gateway, boolean edge, Map<Long, String> who, List<long[]> kept) {
        if (n == gateway) {
            return Use.GATEWAY;
        }
        if (who.containsKey(n)) {
            return Use.GIVEN;
        }
        return edge || kept.stream().anyMatch(range -> n >= range[0] && n <= range[1]) ? Use.RESERVED : Use.FREE;
    }

    private static List<long[]> ranges(@org.jspecify.annotations.Nullable Object given) {
        return given instanceof List<?> many
                ? many.stream()
                        .filter(Map.class::isInstance)
                        .map(one -> (Map<?, ?>) one)
                        .map(range -> new long[] {
                            number(String.valueOf(range.get("first"))), number(String.valueOf(range.get("last")))
                        })
                        .toList()
                : List.of();
    }

    private static long number(String address) {
        var value = 0L;
        for (var part : address.split("\\.", -1)) {
            value = value << 8 | (part.matches("\\d{1,3}") ? Long.parseLong(part) : 0);
        }
        return value;
    }

    private static String text(long n) {
        return "%d.%d.%d.%d".formatted(n >> 24 & 255, n >> 16 & 255, n >> 8 & 255, n & 255);
    }
}
