package cloud.kowabunga.agent;

import cloud.kowabunga.agent.AgentConfig.DomainType;
import cloud.kowabunga.agent.AgentConfig.Format;
import cloud.kowabunga.agent.AgentConfig.Libvirt;
import cloud.kowabunga.agent.AgentConfig.Pool;
import cloud.kowabunga.agent.tunnel.Endpoint;
import cloud.kowabunga.topology.AgentId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the configuration of one agent, or of a fleet of simulated ones. Raises {@link InvalidConfig}. */
final class ConfigFile {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    private static final Pattern ADDRESS = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3}):(\\d{1,5})");

    private ConfigFile() {}

    static AgentConfig agent(Path file) {
        var keys = Keys.in(file)
                .only(
                        "kahuna",
                        "plain",
                        "ca-file",
                        "agent",
                        "key-file",
                        "role",
                        "libvirt",
                        "state",
                        "pools",
                        "metadata",
                        "simulated",
                        "bridges");
        keys.optional("role", "kaktus", text -> {
            if (!text.equals("kaktus")) {
                throw new IllegalArgumentException(text);
            }
            return text;
        });
        var simulated = keys.flag("simulated");
        return new AgentConfig(
                endpoint(keys, keys),
                keys.section("libvirt")
                        .map(ConfigFile::libvirt)
                        .orElseGet(() -> new Libvirt("qemu:///system", DomainType.AUTO)),
                keys.path("state").orElse(Path.of("/var/lib/kowabunga-agent")),
                pools(keys, simulated),
                keys.section("metadata").flatMap(ConfigFile::metadata),
                simulated,
                bridges(keys, simulated));
    }

    private static List<String> bridges(Keys keys, boolean simulated) {
        var bridges = keys.texts("bridges", "a list of names of bridges");
        if (bridges.isPresent() && !simulated) {
            throw new InvalidConfig(
                    "The key 'bridges' is for a simulated Kaktus; a real one has those of its machine.");
        }
        return bridges.orElse(AgentConfig.BRIDGES);
    }

    /** A list of agents, each with its key, that share one Kahuna and are simulated. */
    static List<AgentConfig> fleet(Path file) {
        var keys = Keys.in(file).only("kahuna", "plain", "ca-file", "pool", "agents");
        var pool = keys.optional("pool", "the name of a pool", text -> text).orElse("local");
        return keys.list("agents").stream()
                .map(agent -> new AgentConfig(
                        endpoint(keys, agent.only("agent", "key-file")),
                        new Libvirt("", DomainType.AUTO),
                        Path.of("/nonexistent"),
                        Map.of(pool, new Pool(Path.of("/nonexistent"), Format.QCOW2)),
                        Optional.empty(),
                        true))
                .toList();
    }

    private static Endpoint endpoint(Keys kahuna, Keys agent) {
        var wanted = "wss://name-or-address[:port], or ws://… for a loopback address or with 'plain: allowed'";
        var uri = kahuna.required("kahuna", wanted, text -> {
            var parsed = URI.create(text);
            if (parsed.getHost() == null || !List.of("ws", "wss").contains(parsed.getScheme())) {
                throw new IllegalArgumentException(text);
            }
            return parsed;
        });
        var plain = kahuna.optional("plain", "allowed", text -> {
            if (!text.equals("allowed")) {
                throw new IllegalArgumentException(text);
            }
            return text;
        });
        if (uri.getScheme().equals("ws")
                && plain.isEmpty()
                && !LOOPBACK.matcher(uri.getHost()).matches()) {
            throw InvalidConfig.of("kahuna", uri.toString(), wanted);
        }
        return new Endpoint(
                uri,
                agent.required("agent", "the id of an Agent", AgentId::new),
                agent.path("key-file")
                        .orElseThrow(
                                () -> InvalidConfig.missing("key-file", "the path of a file with the agent's key")),
                kahuna.path("ca-file").orElse(null));
    }

    private static Libvirt libvirt(Keys keys) {
        keys.only("uri", "domain-type");
        return new Libvirt(
                keys.optional("uri", "an address that libvirt knows, like qemu:///system", text -> text)
                        .orElse("qemu:///system"),
                keys.oneOf("domain-type", DomainType.class, DomainType::spelling)
                        .orElse(DomainType.AUTO));
    }

    private static Map<String, Pool> pools(Keys keys, boolean simulated) {
        var pools = new LinkedHashMap<String, Pool>();
        keys.sections("pools").forEach((name, pool) -> {
            pool.only("type", "path", "format");
            pool.required("type", "directory", text -> {
                if (!text.equals("directory")) {
                    throw new IllegalArgumentException(text);
                }
                return text;
            });
            pools.put(
                    name,
                    new Pool(
                            pool.path("path")
                                    .or(() -> simulated ? Optional.of(Path.of("/nonexistent")) : Optional.empty())
                                    .orElseThrow(() ->
                                            InvalidConfig.missing("pools." + name + ".path", "the path of a folder")),
                            pool.oneOf("format", Format.class, Format::spelling).orElse(Format.QCOW2)));
        });
        if (!simulated) {
            requireApart(pools);
        }
        if (pools.isEmpty() && simulated) {
            pools.put("local", new Pool(Path.of("/nonexistent"), Format.QCOW2));
        }
        return pools;
    }

    /** Two pools in one folder would each promise the room of both. */
    private static void requireApart(Map<String, Pool> pools) {
        var names = new LinkedHashMap<Path, String>();
        pools.forEach((name, pool) -> {
            var other = names.putIfAbsent(pool.path(), name);
            if (other != null) {
                throw InvalidConfig.of(
                        "pools." + name + ".path",
                        pool.path().toString(),
                        "a folder of its own, and pool '" + other + "' has that one");
            }
        });
    }

    private static Optional<InetSocketAddress> metadata(Keys keys) {
        return keys.only("listen").optional("listen", "an IPv4 address and a port, like 169.254.169.254:80", text -> {
            var matcher = ADDRESS.matcher(text);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(text);
            }
            try {
                return new InetSocketAddress(
                        InetAddress.getByName(matcher.group(1)), Integer.parseInt(matcher.group(2)));
            } catch (UnknownHostException notAnAddress) {
                throw new IllegalArgumentException(text, notAnAddress);
            }
        });
    }
}
