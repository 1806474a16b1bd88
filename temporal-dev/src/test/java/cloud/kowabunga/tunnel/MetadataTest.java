package cloud.kowabunga.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.agent.Agent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Guests are sockets bound to loopback addresses of their own. */
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MetadataTest {
    private static final String WEB = "127.0.0.21";
    private static final String DB = "127.0.0.22";
    private static final String STRANGER = "127.0.0.23";

    private Platform platform;
    private Agent agent;
    private int port;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        platform = new Platform(folder, Map.of());
        platform.region("lab");
        platform.region("other");
        platform.kaktus("lab", "relay");
        platform.kaktus("other", "far");
        platform.execute("INSERT INTO project (id, name, domain, bootstrap_user, bootstrap_pubkey)"
                + " VALUES ('shop', 'shop', 'shop.example.org', 'kowa', 'ssh-ed25519 AAAA kowa')");
        network("lab");
        network("other");
        instance("web-1", "lab", "relay", WEB);
        instance("db-1", "lab", "relay", DB);
        instance("far-1", "other", "far", STRANGER);
        port = freePort();
        agent = Agents.startWithMetadata(platform, "relay", port);
        await().atMost(Duration.ofSeconds(60)).until(() -> get(WEB, "/").startsWith("HTTP/1.1 200"));
    }

    @AfterAll
    void stop() throws Exception {
        agent.stop();
        platform.close();
    }

    @Test
    void each_guest_learns_of_itself() throws IOException {
        assertThat(body(WEB, "/latest/meta-data/instance-id")).isEqualTo("web-1");
        assertThat(body(DB, "/latest/meta-data/instance-id")).isEqualTo("db-1");
        assertThat(body(WEB, "/latest/meta-data/local-hostname")).isEqualTo("web-1.shop.example.org");
        assertThat(body(WEB, "/latest/meta-data/local-ipv4")).isEqualTo(WEB);
        assertThat(body(WEB, "/latest/meta-data/placement/availability-zone")).isEqualTo("lab-zone");
        assertThat(body(WEB, "/latest/user-data")).startsWith("#cloud-config\n");
    }

    @Test
    void who_asks_is_told_by_the_connection_and_not_by_headers() throws IOException {
        var spoofed = "X-Kowabunga-From: %s\r\nX-Forwarded-For: %s\r\nForwarded: for=%s\r\n".formatted(DB, DB, DB);

        assertThat(exchange(WEB, "GET /latest/meta-data/instance-id HTTP/1.1\r\nHost: x\r\n" + spoofed + "\r\n"))
                .endsWith("\r\n\r\nweb-1");
    }

    @Test
    void a_stranger_and_an_instance_of_another_region_learn_nothing() throws IOException {
        assertThat(get("127.0.0.99", "/latest/meta-data/instance-id")).startsWith("HTTP/1.1 404");
        assertThat(get(STRANGER, "/latest/meta-data/instance-id")).startsWith("HTTP/1.1 404");
    }

    @Test
    void an_index_names_what_there_is_as_cloud_init_walks_it() throws IOException {
        assertThat(body(WEB, "/2009-04-04/meta-data/")).isEqualTo("""
                        ami-id
                        hostname
                        instance-id
                        instance-type
                        local-hostname
                        local-ipv4
                        mac
                        placement/
                        public-keys/""");
        assertThat(body(WEB, "/2009-04-04/meta-data/public-keys/")).isEqualTo("0=project");
        assertThat(body(WEB, "/2009-04-04/meta-data/public-keys/0/openssh-key")).isEqualTo("ssh-ed25519 AAAA kowa");
        assertThat(get(WEB, "/2021-03-23/meta-data/instance-id")).startsWith("HTTP/1.1 404");
        assertThat(get(WEB, "/latest/meta-data/nothing")).startsWith("HTTP/1.1 404");
    }

    @Test
    void the_files_of_nocloud_are_there() throws IOException {
        assertThat(body(WEB, "/nocloud/meta-data")).contains("instance-id: web-1");
        assertThat(body(WEB, "/nocloud/user-data"))
                .startsWith("#cloud-config\n")
                .contains("ssh-ed25519 AAAA kowa");
        assertThat(body(WEB, "/nocloud/vendor-data")).isEmpty();
        assertThat(body(WEB, "/nocloud/network-config")).contains("version: 2").contains(WEB + "/8");
    }

    @Test
    void a_client_that_knows_sessions_is_told_to_do_without() throws IOException {
        assertThat(exchange(WEB, "PUT /latest/api/token HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"))
                .startsWith("HTTP/1.1 405")
                .contains("Allow: GET, HEAD");
        assertThat(exchange(WEB, "HEAD /latest/meta-data/instance-id HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 200")
                .endsWith("\r\n\r\n");
    }

    @Test
    void what_is_not_http_gets_no_answer_of_use() throws IOException {
        assertThat(exchange(WEB, "\0\1\2 nonsense\r\n\r\n")).doesNotContain("web-1");
        assertThat(exchange(WEB, "GET " + "/x".repeat(5000) + " HTTP/1.1\r\n\r\n"))
                .doesNotContain(" 200 ");
    }

    @Test
    void the_first_answer_is_noted() throws IOException {
        assertThat(body(DB, "/latest/meta-data/instance-id")).isEqualTo("db-1");

        await().atMost(Duration.ofSeconds(10))
                .until(() -> platform.value("SELECT metadata_fetched_at IS NOT NULL FROM instance WHERE id = 'db-1'")
                        .equals(true));
    }

    private void network(String region) {
        platform.execute(
                "INSERT INTO vnet (id, region_id, name, interface) VALUES (?, ?, 'net', 'kow0')",
                region + "-net",
                region);
        platform.execute(
                "INSERT INTO subnet (id, vnet_id, region_id, name, cidr, gateway)"
                        + " VALUES (?, ?, ?, 'all', '127.0.0.0/8', '127.0.0.1')",
                region + "-all",
                region + "-net",
                region);
    }

    private void instance(String id, String region, String kaktus, String address) {
        platform.execute(
                "INSERT INTO instance (id, project_id, region_id, zone_id, kaktus_id, in_zone, name, memory, vcpus, uefi,"
                        + " kmotion_enabled, state, operation_id, reserved_memory, reserved_vcpus)"
                        + " VALUES (?, 'shop', ?, ?, ?, true, ?, 1073741824, 2, false, false, 'RUNNING', 'o-1', 1073741824, 2)",
                id,
                region,
                region + "-zone",
                kaktus,
                id);
        platform.execute(
                "INSERT INTO adapter (id, subnet_id, name, mac, instance_id, slot) VALUES (?, ?, ?, ?::macaddr, ?, 0)",
                id + "-nic",
                region + "-all",
                id,
                "52:54:00:00:00:" + address.substring(address.length() - 2),
                id);
        platform.execute(
                "INSERT INTO adapter_address (adapter_id, position, address, subnet_id, region_id)"
                        + " VALUES (?, 0, ?::inet, ?, ?)",
                id + "-nic",
                address,
                region + "-all",
                region);
    }

    private String body(String from, String path) throws IOException {
        var answer = get(from, path);
        assertThat(answer).startsWith("HTTP/1.1 200");
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    private String get(String from, String path) throws IOException {
        return exchange(from, "GET " + path + " HTTP/1.1\r\nHost: 169.254.169.254\r\n\r\n");
    }

    /** Sends the bytes from this address and reads until the other end closes. */
    private String exchange(String from, String bytes) throws IOException {
        try (var socket = new Socket()) {
            socket.setSoTimeout(30_000);
            socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
