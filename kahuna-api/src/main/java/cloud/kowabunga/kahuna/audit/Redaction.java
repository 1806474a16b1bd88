package cloud.kowabunga.kahuna.audit;

import cloud.kowabunga.kahuna.wire.Json;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes out of a request what nobody but its receiver may know. Only fields that are named here keep their values: a secret
 * that nobody thought of, or free text such as user data, is withheld.
 */
final class Redaction {
    /** Stands in the place of a value. */
    static final String WITHHELD = "(withheld)";

    private static final int LONGEST = 16_384;
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** Whose values may be read by whoever reads the audit. */
    private static final Set<String> TOLD = Stream.of(
                    "id noun verb resources name description type state email role notifications tags key expire expiration_date default",
                    "domain region regions zone zones project projects team teams user users agent agents",
                    "memory vcpus size storage instances quotas adapters volumes disk disk_size data_disk extra_disk",
                    "kwarantines uefi kmotion_enabled public private template template_id pool pool_id os resizable",
                    "mac addresses address reserved assign_ip vlan interface cidr gateway dns extra_routes application",
                    "first last gw_pool subnet subnet_id subnet_size private_subnets port ports protocol direction",
                    "ceph_address ceph_port price currency value_per_month cost cpu_price cpu_currency cpu_cost",
                    "memory_price memory_currency memory_cost cpu_overcommit memory_overcommit overcommit_cpu_ratio",
                    "overcommit_memory_ratio bootstrap_user bootstrap_pubkey reserved_vrrp_ids metadatas maintenance",
                    "endpoints rules ingress egress firewall dnat netip vpc_peerings access protocols fs backends")
            .flatMap(line -> Stream.of(line.split(" ", -1)))
            .collect(Collectors.toUnmodifiableSet());

    /** Addresses, which may carry a password before their host or a signature behind their path. */
    private static final Set<String> ADDRESSES = Set.of("source");

    private Redaction() {}

    /**
     * A request in one JSON object.
     *
     * @param parameters of the query
     */
    static @Nullable String of(byte[] body, Map<String, List<String>> parameters) {
        var told = NODES.objectNode();
        parameters.forEach((name, values) -> told.set(snake(name), NODES.stringNode(String.join(",", values))));
        if (body.length > 0) {
            if (read(body) instanceof ObjectNode object) {
                told.setAll(object);
            } else {
                told.put("body", WITHHELD);
            }
        }
        if (told.isEmpty()) {
            return null;
        }
        // PostgreSQL keeps no NUL.
        var text = NUL.matcher(Json.mapper().writeValueAsString(object(told))).replaceAll("$1\uFFFD");
        return text.length() <= LONGEST ? text : "{\"body\":\"(too long)\"}";
    }

    private static @Nullable JsonNode read(byte[] body) {
        try {
            return Json.mapper().readTree(body);
        } catch (JacksonException _) {
            return null;
        }
    }

    private static JsonNode told(JsonNode value) {
        return switch (value) {
            case ObjectNode object -> object(object);
            case ArrayNode array -> {
                var all = NODES.arrayNode();
                array.forEach(element -> all.add(told(element)));
                yield all;
            }
            default -> value;
        };
    }

    private static ObjectNode object(ObjectNode object) {
        var all = NODES.objectNode();
        object.forEachEntry((name, value) -> all.set(
                name,
                TOLD.contains(name)
                        ? told(value)
                        : value.isNull()
                                ? value
                                : NODES.stringNode(
                                        ADDRESSES.contains(name) && value.isString()
                                                ? address(value.stringValue())
                                                : WITHHELD)));
        return all;
    }

    /** Without user, password, query and fragment. */
    static String address(String text) {
        try {
            var address = URI.create(text);
            if (address.getHost() == null) {
                return address.getScheme() == null && text.startsWith("/") ? text : WITHHELD;
            }
            var port = address.getPort() < 0 ? "" : ":" + address.getPort();
            return address.getScheme() + "://" + address.getHost() + port + address.getRawPath();
        } catch (IllegalArgumentException _) {
            return WITHHELD;
        }
    }

    private static String snake(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(java.util.Locale.ROOT);
    }
}
