package cloud.kowabunga.kahuna.compute;

import cloud.kowabunga.Name;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.compute.Seed;
import cloud.kowabunga.network.MacAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/**
 * Writes what a guest learns of itself at its first boot, as cloud-init's NoCloud data source defines it: meta-data, user-data
 * (a cloud-config) and network-config of version 2.
 */
public final class CloudInit {
    private CloudInit() {}

    public static Seed seed(Guest guest) {
        return new Seed(metaData(guest), userData(guest), networkConfig(guest.cards()));
    }

    static String metaData(Guest guest) {
        var data = new LinkedHashMap<String, Object>();
        data.put("instance-id", guest.id().value());
        data.put("local-hostname", guest.name().asHostName());
        return yaml(data);
    }

    static String userData(Guest guest) {
        var hostname = guest.name().asHostName();
        var data = new LinkedHashMap<String, Object>();
        data.put("hostname", hostname);
        if (guest.domain() != null) {
            data.put("fqdn", hostname + "." + guest.domain());
        }
        if (guest.user() != null) {
            data.put("users", List.of("default", account(guest.user(), guest.publicKey())));
        } else if (guest.publicKey() != null) {
            data.put("ssh_authorized_keys", List.of(guest.publicKey()));
        }
        return "#cloud-config\n" + yaml(data);
    }

    private static Map<String, Object> account(String user, @Nullable String publicKey) {
        var account = new LinkedHashMap<String, Object>();
        account.put("name", user);
        account.put("shell", "/bin/bash");
        account.put("sudo", "ALL=(ALL) NOPASSWD:ALL");
        account.put("lock_passwd", true);
        if (publicKey != null) {
            account.put("ssh_authorized_keys", List.of(publicKey));
        }
        return account;
    }

    /** The first card with an address carries the default route; a card without one asks a DHCP server. */
    static String networkConfig(List<Card> cards) {
        var ethernets = new LinkedHashMap<String, Object>();
        var needsDefault = true;
        for (var card : cards) {
            var name = "nic" + ethernets.size();
            var leads =
                    needsDefault && card.gateway() != null && !card.addresses().isEmpty();
            ethernets.put(name, ethernet(card, leads));
            needsDefault = needsDefault && !leads;
        }
        var data = new LinkedHashMap<String, Object>();
        data.put("version", 2);
        data.put("ethernets", ethernets);
        return yaml(data);
    }

    private static Map<String, Object> ethernet(Card card, boolean leads) {
        var ethernet = new LinkedHashMap<String, Object>();
        ethernet.put("match", Map.of("macaddress", card.mac().value()));
        ethernet.put("dhcp4", card.addresses().isEmpty());
        if (card.addresses().isEmpty()) {
            return ethernet;
        }
        ethernet.put("addresses", card.addresses());
        var routes = new ArrayList<Map<String, String>>();
        if (leads && card.gateway() != null) {
            routes.add(route("0.0.0.0/0", card.gateway()));
        }
        card.routes().forEach(route -> routes.add(route(route.to(), route.via())));
        if (!routes.isEmpty()) {
            ethernet.put("routes", routes);
        }
        if (!card.nameservers().isEmpty()) {
            ethernet.put("nameservers", Map.of("addresses", card.nameservers()));
        }
        return ethernet;
    }

    private static Map<String, String> route(String to, String via) {
        var route = new LinkedHashMap<String, String>();
        route.put("to", to);
        route.put("via", via);
        return route;
    }

    private static String yaml(Object data) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        options.setWidth(4096);
        return new Yaml(options).dump(data);
    }

    /**
     * Whose seed it is.
     *
     * @param domain the project's, without the leading dot
     * @param user the account to make beside the image's own
     */
    public record Guest(
            InstanceId id,
            Name name,
            @Nullable String domain,
            @Nullable String user,
            @Nullable String publicKey,
            List<Card> cards) {
        public Guest {
            cards = List.copyOf(cards);
        }
    }

    /**
     * One network card.
     *
     * @param addresses each with its prefix length, like 10.90.0.5/24
     */
    public record Card(
            MacAddress mac,
            List<String> addresses,
            @Nullable String gateway,
            List<String> nameservers,
            List<Route> routes) {
        public Card {
            addresses = List.copyOf(addresses);
            nameservers = List.copyOf(nameservers);
            routes = List.copyOf(routes);
        }
    }

    /** @param to a network like 10.0.0.0/8 */
    public record Route(String to, String via) {}
}
