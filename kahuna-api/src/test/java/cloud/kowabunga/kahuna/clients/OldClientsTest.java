package cloud.kowabunga.kahuna.clients;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.AgentInMemory;
import cloud.kowabunga.kahuna.KahunaWorld;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients of generation 0.53 work unchanged: whole objects in every PUT, and nothing in an answer that they do not know. */
@Timeout(180)
final class OldClientsTest {
    private static final long GIB = 1L << 30;
    private final KahunaWorld world = KahunaWorld.shared();
    private final OldClient client = new OldClient(world);
    private final Provider provider = new Provider(client);
    private final String own = KahunaWorld.fresh("tofu");

    @Test
    void the_provider_creates_reads_updates_finds_nothing_to_change_and_destroys() {
        var region = provider.create("region", "/region", """
                {"name":"%s","description":"","domain":"tofu.example.com"}""".formatted(own));
        region.update("{\"description\":\"Second apply\"}");
        assertThat(provider.byName("region", own)).isEqualTo(region.id());
        var zone = provider.create("zone", "/region/" + region.id() + "/zone", """
                {"name":"%s","description":""}""".formatted(own));
        zone.update("{\"description\":\"Hall 3\"}");
        assertThat(provider.byName("zone", own)).isEqualTo(zone.id());
        var agent = agent();
        var kaktus = kaktus(zone.id(), agent.id());
        var pool = pool(region.id(), agent.id());
        var center = AgentInMemory.alive(world, agent.id(), kaktus.id(), pool.id())
                .works()
                .center();
        template(region.id(), pool.id());
        var vnet = vnet(region.id());
        var subnet = subnet(vnet.id());
        privateSubnet(region.id());
        var project = project(region.id());
        var adapter = adapter(subnet.id());
        var volume = volume(project.id(), region.id(), pool.id());
        instance(project.id(), zone.id(), adapter.id(), volume.id());
        kompute(project.id(), zone.id());
        assertThat(center.running()).isEqualTo(2);
        provider.nothingToChange();
        provider.destroyAll();
        assertThat(center.dump()).isEmpty();
    }

    private Provider.Resource agent() {
        var agent = provider.create("agent", "/agent", """
                {"name":"%s","description":"","type":"Kaktus"}""".formatted(own));
        client.act("PATCH", "/agent/" + agent.id() + "/token?expire=false", "ApiToken");
        agent.update("{\"description\":\"In memory\"}");
        assertThat(provider.byName("agent", own)).isEqualTo(agent.id());
        return agent;
    }

    private Provider.Resource kaktus(String zone, String agent) {
        var kaktus = provider.create("kaktus", "/zone/" + zone + "/kaktus", """
                {"name":"%s","description":"","cpu_cost":{"price":0,"currency":"EUR"},"memory_cost":{"price":0,"currency":"EUR"},\
                "overcommit_cpu_ratio":3,"overcommit_memory_ratio":2,"agents":["%s"]}""".formatted(own, agent));
        kaktus.update("{\"cpu_cost\":{\"price\":12.5,\"currency\":\"CHF\"},\"overcommit_cpu_ratio\":4}");
        assertThat(kaktus.unchanged().has("memory_cost")).isTrue();
        return kaktus;
    }

    private Provider.Resource pool(String region, String agent) {
        var pool = provider.create(
                "pool", "/region/" + region + "/pool", """
                {"name":"%s","description":"","pool":"local","ceph_address":"","ceph_port":0,"ceph_secret_uuid":"",\
                "cost":{"price":0,"currency":"EUR"},"agents":["%s"]}""".formatted(own, agent), "ceph_address", "ceph_port");
        client.act("PATCH", "/region/" + region + "/pool/" + pool.id() + "/default");
        pool.update("{\"description\":\"Disks\",\"cost\":{\"price\":0.25,\"currency\":\"EUR\"}}");
        assertThat(provider.byName("pool", own)).isEqualTo(pool.id());
        // With an empty name the client asks for the list with a slash behind it, which is no pool.
        client.refused(404, "GET", "/pool/", null);
        return pool;
    }

    private void template(String region, String pool) {
        var template = provider.create("template", "/pool/" + pool + "/template", """
                {"name":"%s","description":"","os":"linux","source":"/images/linux.qcow2"}""".formatted(own));
        client.act("PATCH", "/pool/" + pool + "/template/" + template.id() + "/default");
        template.update("{\"description\":\"Small\"}");
        assertThat(client.read("/region/" + region + "/pools", "[text]")).hasSize(1);
    }

    private Provider.Resource vnet(String region) {
        var vnet = provider.create("vnet", "/region/" + region + "/vnet", """
                {"name":"%s","description":"","vlan":0,"interface":"kow0","private":false}""".formatted(own));
        assertThat(vnet.unchanged().path("private").isBoolean())
                .as("false is written out")
                .isTrue();
        vnet.update("{\"description\":\"Lan\"}");
        return vnet;
    }

    private Provider.Resource subnet(String vnet) {
        var subnet = provider.create("subnet", "/vnet/" + vnet + "/subnet", """
                {"name":"%s","description":"","cidr":"10.97.0.0/24","gateway":"10.97.0.1","dns":"9.9.9.9","extra_routes":[],\
                "reserved":[{"first":"10.97.0.2","last":"10.97.0.9"}],"gw_pool":[{"first":"10.97.0.240","last":"10.97.0.250"}],\
                "application":"user"}""".formatted(own));
        client.act("PATCH", "/vnet/" + vnet + "/subnet/" + subnet.id() + "/default");
        subnet.update("{\"extra_routes\":[\"10.200.0.0/16\"],\"dns\":\"1.1.1.1\"}");
        return subnet;
    }

    /** Where a project's own addresses come from. */
    private void privateSubnet(String region) {
        var vnet = provider.create("vnet", "/region/" + region + "/vnet", """
                {"name":"%s-private","description":"","vlan":101,"interface":"kow0","private":true}""".formatted(own));
        provider.create("subnet", "/vnet/" + vnet.id() + "/subnet", """
                {"name":"%s-private","description":"","cidr":"10.98.0.0/26","gateway":"10.98.0.1","dns":"","extra_routes":[],\
                "reserved":[],"gw_pool":[{"first":"10.98.0.2","last":"10.98.0.5"}],"application":"user"}""".formatted(own));
    }

    private Provider.Resource project(String region) {
        var project = provider.create(
                "project",
                "/project?subnetSize=26",
                """
                {"name":"%s","description":"","domain":"","root_password":"Secret of 20!","bootstrap_user":"","bootstrap_pubkey":"",\
                "tags":["b","a"],"metadatas":[{"key":"k","value":"v"}],\
                "quotas":{"vcpus":0,"memory":0,"storage":0,"instances":0},"teams":[],"regions":["%s"]}""".formatted(own, region),
                "private_subnets",
                "reserved_vrrp_ids");
        project.update(
                "{\"tags\":[\"c\"],\"root_password\":\"\",\"quotas\":{\"vcpus\":4,\"memory\":%d,\"storage\":%d,\"instances\":2}}"
                        .formatted(4 * GIB, 20 * GIB));
        return project;
    }

    private Provider.Resource adapter(String subnet) {
        var adapter = provider.create(
                "adapter", "/subnet/" + subnet + "/adapter?assignIP=true", """
                {"name":"%s","description":"","mac":"","addresses":[],"reserved":false}""".formatted(own), "mac", "addresses");
        assertThat(adapter.unchanged().path("addresses")).hasSize(1);
        adapter.update("{\"description\":\"First\"}");
        return adapter;
    }

    private Provider.Resource volume(String project, String region, String pool) {
        var volume = provider.create(
                "volume", "/project/" + project + "/region/" + region + "/volume?poolId=" + pool, """
                {"name":"%s","description":"","type":"os","size":%d}""".formatted(
                                own, 2 * GIB));
        volume.update("{\"size\":%d}".formatted(3 * GIB));
        return volume;
    }

    private void instance(String project, String zone, String adapter, String volume) {
        var instance = provider.create("instance", "/project/" + project + "/zone/" + zone + "/instance", """
                {"name":"%s","description":"","memory":%d,"vcpus":1,"adapters":["%s"],"volumes":["%s"]}""".formatted(
                        own, GIB, adapter, volume));
        instance.update("{\"memory\":%d,\"vcpus\":2}".formatted(2 * GIB));
        client.read("/instance/" + instance.id() + "/state", "InstanceState");
    }

    private void kompute(String project, String zone) {
        var kompute = provider.create(
                "kompute",
                "/project/" + project + "/zone/" + zone + "/kompute?public=true&poolId=&templateId=",
                """
                {"name":"%s-kompute","description":"","memory":%d,"vcpus":1,"disk":%d,"data_disk":0,"ip":""}""".formatted(own, GIB, 2 * GIB),
                "ip");
        assertThat(kompute.unchanged().path("ip").asString()).startsWith("10.98.0.");
        kompute.update("{\"name\":\"%s-renamed\",\"vcpus\":2,\"memory\":%d,\"disk\":%d,\"data_disk\":%d}"
                .formatted(own, 2 * GIB, 3 * GIB, GIB));
        client.read("/kompute/" + kompute.id() + "/state", "InstanceState");
        for (var action : List.of("stop", "start", "suspend", "resume")) {
            client.act("PATCH", "/kompute/" + kompute.id() + "/" + action);
        }
    }
}
