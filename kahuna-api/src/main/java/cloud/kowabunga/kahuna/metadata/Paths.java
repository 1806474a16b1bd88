package cloud.kowabunga.kahuna.metadata;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The tree of answers. EC2's shape as cloud-init's Ec2 data source walks it: an index names its folders with a slash at the
 * end, a key as {@code 0=name} that is then fetched as {@code 0/openssh-key}. Versions of EC2's interface that cloud-init
 * asks for and that promise more than is here do not exist, so that it falls back to 2009-04-04. NoCloud's four files lie in {@code /nocloud/}.
 */
final class Paths {
    private static final Pattern EC2 =
            Pattern.compile("/(latest|1\\.0|2007-01-19|2007-10-10|2008-02-01|2008-09-01|2009-04-04)(/.*)?");
    private static final String KEY_NAME = "project";

    private Paths() {}

    /** The answer to a path without query; empty for one that does not exist. */
    static Optional<String> answer(Guest guest, String path) {
        if (path.equals("/")) {
            return index("1.0", "2007-01-19", "2007-10-10", "2008-02-01", "2008-09-01", "2009-04-04", "latest");
        }
        if (path.startsWith("/nocloud/")) {
            return nocloud(guest, path.substring("/nocloud/".length()));
        }
        var ec2 = EC2.matcher(path);
        return ec2.matches() ? ec2(guest, Optional.ofNullable(ec2.group(2)).orElse("/")) : Optional.empty();
    }

    private static Optional<String> nocloud(Guest guest, String file) {
        return switch (file) {
            case "meta-data" -> Optional.of(guest.seed().metaData());
            case "user-data" -> Optional.of(guest.seed().userData());
            case "network-config" -> Optional.of(guest.seed().networkConfig());
            case "vendor-data" -> Optional.of("");
            default -> Optional.empty();
        };
    }

    private static Optional<String> ec2(Guest guest, String path) {
        return switch (path) {
            case "/" -> index("meta-data", "user-data");
            case "/user-data" -> Optional.of(guest.seed().userData());
            case "/meta-data", "/meta-data/" -> metaData(guest);
            default ->
                path.startsWith("/meta-data/") ? leaf(guest, path.substring("/meta-data/".length())) : Optional.empty();
        };
    }

    private static Optional<String> metaData(Guest guest) {
        var names = new java.util.ArrayList<>(List.of(
                "ami-id",
                "hostname",
                "instance-id",
                "instance-type",
                "local-hostname",
                "local-ipv4",
                "mac",
                "placement/"));
        if (guest.publicKey().isPresent()) {
            names.add("public-keys/");
        }
        return index(names.toArray(String[]::new));
    }

    private static Optional<String> leaf(Guest guest, String name) {
        return switch (name) {
            case "ami-id" -> Optional.of(guest.image());
            case "hostname" -> Optional.of(guest.hostname());
            case "local-hostname" -> Optional.of(guest.hostname());
            case "instance-id" -> Optional.of(guest.id().value());
            case "instance-type" -> Optional.of(guest.size());
            case "local-ipv4" -> Optional.of(guest.address());
            case "mac" -> Optional.of(guest.mac());
            case "placement", "placement/" -> index("availability-zone");
            case "placement/availability-zone" -> Optional.of(guest.zone());
            case "public-keys", "public-keys/" -> guest.publicKey().map(key -> "0=" + KEY_NAME);
            case "public-keys/0", "public-keys/0/" -> guest.publicKey().map(key -> "openssh-key");
            case "public-keys/0/openssh-key" -> guest.publicKey();
            default -> Optional.empty();
        };
    }

    private static Optional<String> index(String... names) {
        return Optional.of(String.join("\n", names));
    }
}
