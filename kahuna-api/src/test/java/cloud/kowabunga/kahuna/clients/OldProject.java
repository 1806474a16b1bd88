package cloud.kowabunga.kahuna.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The files of a project and its people, applied and applied again after each resource was edited. */
final class OldProject {
    private static final long GIB = 1L << 30;
    private final OldClient client;
    private final Provider provider;
    private final String own;

    /** @param own the name of everything here */
    OldProject(OldClient client, Provider provider, String own) {
        this.client = client;
        this.provider = provider;
        this.own = own;
    }

    String user() {
        var user = provider.create("user", "/user", """
                {"name":"%1$s","description":"","email":"%1$s@example.com","role":"projectAdmin","notifications":false}""".formatted(own));
        client.act("PATCH", "/user/" + user.id() + "/resetPassword");
        user.update("{\"description\":\"Runs the shop\",\"notifications\":true}");
        assertThat(provider.byName("user", own)).isEqualTo(user.id());
        return user.id();
    }

    /** The provider has no resource for keys, only for their owners: an account of a program gets one in place of a password. */
    void token(String user) {
        var token = (ObjectNode)
                client.act("PATCH", "/user/" + user + "/token?expire=true&expiration_date=2099-12-31", "ApiToken");
        assertThat(token.path("expiration_date").asString()).isEqualTo("2099-12-31");
        var path = "/token/" + token.path("id").asString();
        assertThat(client.read(path, "ApiToken")).isEqualTo(token);
        var changed = token.deepCopy().put("description", "Laptop");
        assertThat(client.update(path, changed, "ApiToken")).isEqualTo(changed);
        assertThat(client.read(path, "ApiToken")).isEqualTo(changed);
        client.act("DELETE", path);
        client.refused(404, "GET", path, null);
    }

    String team(String user) {
        var team = provider.create("team", "/team", """
                {"name":"%s","description":"","users":["%s"]}""".formatted(own, user));
        team.update("{\"description\":\"Shop\"}");
        assertThat(provider.byName("team", own)).isEqualTo(team.id());
        return team.id();
    }

    String project(String region, String team) {
        var project = provider.create(
                "project",
                "/project?subnetSize=26",
                """
                {"name":"%1$s","description":"","domain":"%1$s.shop.example.com","root_password":"Secret of 20!",\
                "bootstrap_user":"","bootstrap_pubkey":"","tags":["b","a"],"metadatas":[{"key":"k","value":"v"}],\
                "quotas":{"vcpus":0,"memory":0,"storage":0,"instances":0},"teams":["%2$s"],"regions":["%3$s"]}""".formatted(own, team, region),
                "private_subnets",
                "reserved_vrrp_ids");
        assertThat(project.unchanged().path("private_subnets")).hasSize(1);
        project.update(
                "{\"tags\":[\"c\"],\"root_password\":\"\",\"quotas\":{\"vcpus\":8,\"memory\":%d,\"storage\":%d,\"instances\":2}}"
                        .formatted(8 * GIB, 20 * GIB));
        assertThat(provider.byName("project", own)).isEqualTo(project.id());
        return project.id();
    }

    /** @param parent the path of a project or a region */
    void record(String parent, String domain) {
        var record = provider.create("record", parent + "/record", """
                {"name":"www","description":"","addresses":["10.97.0.77","10.97.0.76"]}""");
        assertThat(record.unchanged().path("domain").asString()).isEqualTo(domain);
        record.update("{\"description\":\"Shop\",\"addresses\":[\"10.97.0.78\"]}");
        assertThat(client.read(parent + "/records", "[text]")).hasSize(1);
    }

    String adapter(String subnet) {
        var adapter = provider.create(
                "adapter", "/subnet/" + subnet + "/adapter?assignIP=true", """
                {"name":"%s","description":"","mac":"","addresses":[],"reserved":false}""".formatted(own), "mac", "addresses");
        var computed = adapter.unchanged();
        assertThat(computed.path("addresses")).hasSize(1);
        // What was computed stands in the state from then on, and is sent back with every change.
        adapter.update("{\"description\":\"First\",\"mac\":%s,\"addresses\":%s}"
                .formatted(computed.path("mac"), computed.path("addresses")));
        return adapter.id();
    }

    String volume(String project, String region, String pool) {
        var volume = provider.create(
                "volume", "/project/" + project + "/region/" + region + "/volume?poolId=" + pool, """
                {"name":"%s","description":"","type":"os","size":%d}""".formatted(
                                own, 2 * GIB));
        volume.update("{\"size\":%d}".formatted(3 * GIB));
        return volume.id();
    }

    void instance(String project, String zone, String adapter, String volume) {
        var instance = provider.create("instance", "/project/" + project + "/zone/" + zone + "/instance", """
                {"name":"%s","description":"","memory":%d,"vcpus":1,"adapters":["%s"],"volumes":["%s"]}""".formatted(
                        own, GIB, adapter, volume));
        instance.update("{\"memory\":%d,\"vcpus\":2}".formatted(2 * GIB));
        client.read("/instance/" + instance.id() + "/state", "InstanceState");
        client.read("/instance/" + instance.id() + "/connect", "InstanceRemoteAccess");
    }

    void kompute(String project, String zone) {
        var kompute = provider.create(
                "kompute",
                "/project/" + project + "/zone/" + zone + "/kompute?public=true&poolId=&templateId=",
                """
                {"name":"%s-kompute","description":"","memory":%d,"vcpus":1,"disk":%d,"data_disk":0,"ip":""}""".formatted(own, GIB, 2 * GIB),
                "ip");
        var ip = kompute.unchanged().path("ip").asString();
        assertThat(ip).startsWith("10.98.0.");
        kompute.update("{\"name\":\"%s-renamed\",\"ip\":\"%s\",\"vcpus\":2,\"memory\":%d,\"disk\":%d,\"data_disk\":%d}"
                .formatted(own, ip, 2 * GIB, 3 * GIB, GIB));
        client.read("/kompute/" + kompute.id() + "/state", "InstanceState");
        for (var action : List.of("stop", "start", "suspend", "resume")) {
            client.act("PATCH", "/kompute/" + kompute.id() + "/" + action);
        }
    }
}
