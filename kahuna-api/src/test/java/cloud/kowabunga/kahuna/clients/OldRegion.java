package cloud.kowabunga.kahuna.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** The files of a region, applied and applied again after each resource was edited. */
final class OldRegion {
    private final OldClient client;
    private final Provider provider;
    private final String own;

    /** @param own the name of everything here */
    OldRegion(OldClient client, Provider provider, String own) {
        this.client = client;
        this.provider = provider;
        this.own = own;
    }

    String region() {
        var region = provider.create("region", "/region", """
                {"name":"%1$s","description":"","domain":"%1$s.example.com"}""".formatted(own));
        region.update("{\"description\":\"Second apply\"}");
        assertThat(provider.byName("region", own)).isEqualTo(region.id());
        return region.id();
    }

    String zone(String region) {
        var zone = provider.create("zone", "/region/" + region + "/zone", """
                {"name":"%s","description":""}""".formatted(own));
        zone.update("{\"description\":\"Hall 3\"}");
        assertThat(provider.byName("zone", own)).isEqualTo(zone.id());
        return zone.id();
    }

    String agent() {
        var agent = provider.create("agent", "/agent", """
                {"name":"%s","description":"","type":"Kaktus"}""".formatted(own));
        client.act("PATCH", "/agent/" + agent.id() + "/token?expire=false", "ApiToken");
        agent.update("{\"description\":\"In memory\"}");
        assertThat(provider.byName("agent", own)).isEqualTo(agent.id());
        return agent.id();
    }

    String kaktus(String zone, String agent) {
        var kaktus = provider.create("kaktus", "/zone/" + zone + "/kaktus", """
                {"name":"%s","description":"","cpu_cost":{"price":0,"currency":"EUR"},"memory_cost":{"price":0,"currency":"EUR"},\
                "overcommit_cpu_ratio":3,"overcommit_memory_ratio":2,"agents":["%s"]}""".formatted(own, agent));
        kaktus.update("{\"cpu_cost\":{\"price\":12.5,\"currency\":\"CHF\"},\"overcommit_cpu_ratio\":4}");
        assertThat(kaktus.unchanged().has("memory_cost")).isTrue();
        assertThat(provider.byName("kaktus", own)).isEqualTo(kaktus.id());
        return kaktus.id();
    }

    String pool(String region, String agent) {
        var pool = provider.create(
                "pool", "/region/" + region + "/pool", """
                {"name":"%s","description":"","pool":"local","ceph_address":"","ceph_port":0,"ceph_secret_uuid":"",\
                "cost":{"price":0,"currency":"EUR"},"agents":["%s"]}""".formatted(own, agent), "ceph_address", "ceph_port");
        client.act("PATCH", "/region/" + region + "/pool/" + pool.id() + "/default");
        pool.update("{\"description\":\"Disks\",\"cost\":{\"price\":0.25,\"currency\":\"CHF\"}}");
        assertThat(provider.byName("pool", own)).isEqualTo(pool.id());
        // With an empty name the client asks for the list with a slash behind it, which is no pool.
        client.refused(404, "GET", "/pool/", null);
        return pool.id();
    }

    void template(String region, String pool) {
        var template = provider.create("template", "/pool/" + pool + "/template", """
                {"name":"%s","description":"","os":"linux","source":"/images/linux.qcow2"}""".formatted(own));
        client.act("PATCH", "/pool/" + pool + "/template/" + template.id() + "/default");
        template.update("{\"description\":\"Small\"}");
        assertThat(provider.byName("template", own)).isEqualTo(template.id());
        assertThat(client.read("/region/" + region + "/pools", "[text]")).hasSize(1);
        assertThat(client.read("/pool/" + pool + "/templates", "[text]")).hasSize(1);
    }

    void kiwi(String region) {
        var agents = List.of("b", "a").stream()
                .map(letter -> provider.create("agent", "/agent", """
                        {"name":"%s-kiwi-%s","description":"","type":"Kiwi"}""".formatted(own, letter)))
                .map(Provider.Resource::id)
                .toList();
        var kiwi = provider.create(
                "kiwi", "/region/" + region + "/kiwi", """
                {"name":"%s","description":"","agents":["%s","%s"]}""".formatted(own, agents.get(1), agents.get(0)));
        kiwi.update("{\"description\":\"Rack 2\",\"agents\":[\"%s\"]}".formatted(agents.get(0)));
        assertThat(provider.byName("kiwi", own)).isEqualTo(kiwi.id());
    }

    void nfs(String region, String pool) {
        var nfs = provider.create("nfs", "/region/" + region + "/nfs?poolId=" + pool, """
                {"name":"%s","description":"","endpoint":"nfs.example.com","fs":"nfs","backends":["10.0.0.11"],"port":54934}""".formatted(own));
        client.act("PATCH", "/region/" + region + "/nfs/" + nfs.id() + "/default");
        nfs.update("{\"backends\":[\"10.0.0.11\",\"10.0.0.12\"],\"port\":54935}");
        assertThat(provider.byName("nfs", own)).isEqualTo(nfs.id());
        assertThat(client.read("/region/" + region + "/nfs", "[text]")).hasSize(1);
        assertThat(client.read("/nfs/" + nfs.id() + "/kylo", "[text]")).isEmpty();
    }

    String vnet(String region) {
        var vnet = provider.create("vnet", "/region/" + region + "/vnet", """
                {"name":"%s","description":"","vlan":0,"interface":"kow0","private":false}""".formatted(own));
        assertThat(vnet.unchanged().path("private").isBoolean())
                .as("false is written out")
                .isTrue();
        vnet.update("{\"description\":\"Lan\"}");
        assertThat(provider.byName("vnet", own)).isEqualTo(vnet.id());
        return vnet.id();
    }

    String subnet(String vnet) {
        var subnet = provider.create("subnet", "/vnet/" + vnet + "/subnet", """
                {"name":"%s","description":"","cidr":"10.97.0.0/24","gateway":"10.97.0.1","dns":"9.9.9.9","extra_routes":[],\
                "reserved":[{"first":"10.97.0.2","last":"10.97.0.9"}],"gw_pool":[{"first":"10.97.0.240","last":"10.97.0.250"}],\
                "application":"user"}""".formatted(own));
        client.act("PATCH", "/vnet/" + vnet + "/subnet/" + subnet.id() + "/default");
        subnet.update("{\"extra_routes\":[\"10.200.0.0/16\"],\"dns\":\"1.1.1.1\"}");
        assertThat(provider.byName("subnet", own)).isEqualTo(subnet.id());
        return subnet.id();
    }

    /** Where a project's own addresses come from. */
    void privateSubnet(String region) {
        var vnet = provider.create("vnet", "/region/" + region + "/vnet", """
                {"name":"%s-private","description":"","vlan":101,"interface":"kow0","private":true}""".formatted(own));
        provider.create("subnet", "/vnet/" + vnet.id() + "/subnet", """
                {"name":"%s-private","description":"","cidr":"10.98.0.0/26","gateway":"10.98.0.1","dns":"","extra_routes":[],\
                "reserved":[],"gw_pool":[{"first":"10.98.0.2","last":"10.98.0.5"}],"application":"user"}""".formatted(own));
    }
}
