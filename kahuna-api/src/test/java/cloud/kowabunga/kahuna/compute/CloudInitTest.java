package cloud.kowabunga.kahuna.compute;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.Name;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.network.MacAddress;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

final class CloudInitTest {
    private static final CloudInit.Card LAN = new CloudInit.Card(
            new MacAddress("52:54:00:12:34:56"),
            List.of("10.90.0.5/24", "10.90.0.6/24"),
            "10.90.0.1",
            List.of("10.90.0.2", "9.9.9.9"),
            List.of(new CloudInit.Route("10.0.0.0/8", "10.90.0.1")));
    private static final CloudInit.Card SECOND = new CloudInit.Card(
            new MacAddress("52:54:00:00:00:02"), List.of("10.91.0.5/24"), "10.91.0.1", List.of(), List.of());
    private static final CloudInit.Card WITHOUT_ADDRESS = new CloudInit.Card(
            new MacAddress("52:54:00:00:00:03"), List.of(), "10.92.0.1", List.of("10.92.0.1"), List.of());

    @Test
    void the_guest_learns_its_id_and_its_name() {
        assertThat(parsed(CloudInit.metaData(guest("Web 1", null, null))))
                .isEqualTo(Map.of("instance-id", "i-1", "local-hostname", "web-1"));
    }

    @Test
    void a_card_has_its_addresses_by_its_mac() {
        assertThat(parsed(CloudInit.networkConfig(List.of(LAN))))
                .isEqualTo(Map.of(
                        "version",
                        2,
                        "ethernets",
                        Map.of(
                                "nic0",
                                Map.of(
                                        "match",
                                        Map.of("macaddress", "52:54:00:12:34:56"),
                                        "dhcp4",
                                        false,
                                        "addresses",
                                        List.of("10.90.0.5/24", "10.90.0.6/24"),
                                        "routes",
                                        List.of(
                                                Map.of("to", "0.0.0.0/0", "via", "10.90.0.1"),
                                                Map.of("to", "10.0.0.0/8", "via", "10.90.0.1")),
                                        "nameservers",
                                        Map.of("addresses", List.of("10.90.0.2", "9.9.9.9"))))));
    }

    @Test
    void only_the_first_card_with_an_address_has_the_default_route() {
        var config = CloudInit.networkConfig(List.of(WITHOUT_ADDRESS, SECOND, LAN));
        assertThat(config).containsOnlyOnce("0.0.0.0/0").contains("via: 10.91.0.1");
        assertThat(config).contains("dhcp4: true");
    }

    @Test
    void a_machine_without_cards_has_an_empty_network() {
        assertThat(parsed(CloudInit.networkConfig(List.of()))).isEqualTo(Map.of("version", 2, "ethernets", Map.of()));
    }

    @Test
    void the_projects_account_is_made_beside_the_images_own() {
        var data = CloudInit.userData(guest("web-1", "ada", "ssh-ed25519 AAAA ada"));
        assertThat(data).startsWith("#cloud-config\n");
        assertThat(parsed(data))
                .isEqualTo(Map.of(
                        "hostname",
                        "web-1",
                        "fqdn",
                        "web-1.blue.example.com",
                        "users",
                        List.of(
                                "default",
                                Map.of(
                                        "name", "ada",
                                        "shell", "/bin/bash",
                                        "sudo", "ALL=(ALL) NOPASSWD:ALL",
                                        "lock_passwd", true,
                                        "ssh_authorized_keys", List.of("ssh-ed25519 AAAA ada")))));
    }

    @Test
    void a_key_without_an_account_goes_to_the_images_own() {
        assertThat(parsed(CloudInit.userData(guest("web-1", null, "ssh-ed25519 AAAA ada"))))
                .isEqualTo(Map.of(
                        "hostname",
                        "web-1",
                        "fqdn",
                        "web-1.blue.example.com",
                        "ssh_authorized_keys",
                        List.of("ssh-ed25519 AAAA ada")));
    }

    @Test
    void what_people_write_stays_a_value() {
        var hostile = "x\nruncmd: [reboot]";
        assertThat(parsed(CloudInit.userData(guest("web-1", hostile, "k: ' \" # - ")))
                        .keySet())
                .doesNotContain("runcmd");
    }

    private static CloudInit.Guest guest(
            String name,
            @org.jspecify.annotations.Nullable String user,
            @org.jspecify.annotations.Nullable String key) {
        return new CloudInit.Guest(new InstanceId("i-1"), new Name(name), "blue.example.com", user, key, List.of(LAN));
    }

    private static Map<String, Object> parsed(String yaml) {
        return new Yaml().load(yaml);
    }
}
