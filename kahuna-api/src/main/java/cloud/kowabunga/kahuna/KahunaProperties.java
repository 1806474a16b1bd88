package cloud.kowabunga.kahuna;

import cloud.kowabunga.workflow.Patience;
import cloud.kowabunga.workflow.WorkflowTypes;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What Kahuna is told by its configuration. A value that makes no sense ends the start with a sentence that names the key,
 * the value and what is allowed.
 *
 * @param firstAdminKeyFile where the first administrator's key is written at the very first start; absent: printed once
 * @param firstAdminPasswordFile the first administrator's password; made, at random, where it is missing; absent: there is none
 * @param sealKeyFile base64 of the 32 bytes that seal what agents hold and secrets in the database; made where it is missing
 * @param formerSealKeyFiles keys that sealed secrets before; what they sealed is sealed anew at the start
 * @param mail how resets of passwords reach people, where {@code spring.mail.host} says through which server
 * @param payloadKeysFile the keys that seal what the engine stores, the first for writing; made where it is missing; absent: one key, derived from the seal key
 * @param simulated whether the data centers of this platform exist in memory only; said on every screen
 * @param tls absent: plain, for loopback or behind a proxy
 * @param publicUrl where people's browsers reach Kahuna; absent: where the request that asks came to
 * @param peerUrl where the other Kahunas reach this one; absent: there is no other
 * @param console consoles of instances
 * @param oidc the company's identity provider; absent: people sign in with a password or a key
 * @param deadlines after how long operations of a type alarm, where that is not {@link Patience#deadline}, such as {@code CreateVolume: 2h}
 */
@ConfigurationProperties("kahuna")
public record KahunaProperties(
        @DefaultValue Database database,
        @DefaultValue Temporal temporal,
        @Nullable Path firstAdminKeyFile,
        @Nullable Path firstAdminPasswordFile,
        @Nullable Path sealKeyFile,
        @DefaultValue List<Path> formerSealKeyFiles,
        @DefaultValue Mail mail,
        @Nullable Path payloadKeysFile,
        @DefaultValue("false") boolean simulated,
        @Nullable Tls tls,
        @Nullable URI publicUrl,
        @Nullable URI peerUrl,
        @DefaultValue Console console,
        @Nullable Oidc oidc,
        @DefaultValue Map<String, Duration> deadlines) {
    public KahunaProperties {
        requireAddress("kahuna.public-url", publicUrl);
        requireAddress("kahuna.peer-url", peerUrl);
        formerSealKeyFiles = List.copyOf(formerSealKeyFiles);
        deadlines = Map.copyOf(deadlines);
        deadlines.forEach(KahunaProperties::requireDeadline);
    }

    /**
     * PostgreSQL.
     *
     * @param passwordFile read once at the start; absent: no password
     * @param connections how many at most at the same time, 2 to 500
     */
    public record Database(
            @DefaultValue("jdbc:postgresql://127.0.0.1:8484/kahuna")
            String url,

            @DefaultValue("kahuna") String user,
            @Nullable Path passwordFile,
            @DefaultValue("20") int connections) {
        public Database {
            require(
                    url.startsWith("jdbc:postgresql:"),
                    "kahuna.database.url",
                    url,
                    "a PostgreSQL address like jdbc:postgresql://127.0.0.1:8484/kahuna");
            require(
                    connections >= 2 && connections <= 500,
                    "kahuna.database.connections",
                    connections,
                    "a number from 2 to 500");
        }
    }

    /**
     * The engine.
     *
     * @param address host:port of its frontend, plain gRPC
     * @param retention for how long the engine keeps the history of an ended operation, at least a day
     * @param console where people find the engine's console, as Kahuna's users reach it
     */
    public record Temporal(
            @DefaultValue("127.0.0.1:8483") String address,
            @DefaultValue("kowabunga") String namespace,
            @DefaultValue("30d") Duration retention,
            @Nullable String console) {
        private static final Pattern HOST_AND_PORT = Pattern.compile("[^\\s:/]+:\\d{1,5}|\\[[0-9a-fA-F:]+]:\\d{1,5}");

        public Temporal {
            require(
                    HOST_AND_PORT.matcher(address).matches(),
                    "kahuna.temporal.address",
                    address,
                    "host:port, like 127.0.0.1:8483");
            require(
                    namespace.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,62}"),
                    "kahuna.temporal.namespace",
                    namespace,
                    "1 to 63 letters, digits, dashes or underscores");
            require(
                    retention.compareTo(Duration.ofDays(1)) >= 0,
                    "kahuna.temporal.retention",
                    retention,
                    "at least one day, like 30d");
        }
    }

    /**
     * Mail that Kahuna sends.
     *
     * @param from the sender's address
     * @param resetPage where people choose a new password; the token is added behind it. Absent: the mail says how to do it by hand
     */
    public record Mail(
            @DefaultValue("kowabunga@localhost") String from,
            @Nullable String resetPage) {}

    /** A certificate chain and its key, both PEM files. */
    public record Tls(Path certificate, Path privateKey) {}

    /**
     * Consoles of instances.
     *
     * @param idle for how long nobody may type before a console ends, a second to a day
     */
    public record Console(@DefaultValue("30m") Duration idle) {
        public Console {
            require(
                    idle.compareTo(Duration.ofSeconds(1)) >= 0 && idle.compareTo(Duration.ofDays(1)) <= 0,
                    "kahuna.console.idle",
                    idle,
                    "a time from 1s to 1d, like 30m");
        }
    }

    /**
     * The company's identity provider (OpenID Connect). A user signs in whose e-mail address it vouches for.
     *
     * @param issuer as its tokens name it; its configuration is read below it. Plain only on this machine
     * @param clientId as which Koala is known to it: the audience of the tokens that Kahuna takes
     */
    public record Oidc(URI issuer, String clientId) {
        private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

        public Oidc {
            require(
                    issuer.getHost() != null
                            && ("https".equals(issuer.getScheme())
                                    || ("http".equals(issuer.getScheme()) && THIS_MACHINE.contains(issuer.getHost()))),
                    "kahuna.oidc.issuer",
                    issuer,
                    "an address like https://login.example.org");
            require(!clientId.isBlank(), "kahuna.oidc.client-id", clientId, "the name of Koala at the provider");
        }
    }

    private static void requireDeadline(String type, Duration time) {
        require(WorkflowTypes.NAMES.contains(type), "kahuna.deadlines", type, "a type of operation, like CreateVolume");
        require(time.isPositive(), "kahuna.deadlines." + type, time, "a time like 2h");
    }

    private static void requireAddress(String key, @Nullable URI address) {
        require(
                address == null
                        || (address.getHost() != null && Set.of("http", "https").contains(address.getScheme())),
                key,
                String.valueOf(address),
                "an address like https://kahuna.example.org");
    }

    private static void require(boolean holds, String key, Object value, String allowed) {
        if (!holds) {
            throw new InvalidSetting(key, value.toString(), allowed);
        }
    }
}
