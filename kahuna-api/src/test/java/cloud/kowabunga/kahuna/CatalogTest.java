package cloud.kowabunga.kahuna;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that touch no data center, with the manners that the published clients rely on. */
final class CatalogTest {
    private final KahunaWorld world = KahunaWorld.shared();
    private final Place place = new Place(world);

    @Test
    void what_was_given_comes_back_as_it_was_given() {
        var name = KahunaWorld.fresh("Ünit 7");
        var made = world.post(
                        "/region", "{\"id\":\"\",\"name\":\"%s\",\"description\":\"\",\"domain\":\"\"}".formatted(name))
                .is(201);
        assertThat(made.json().propertyNames()).containsExactly("id", "name", "description", "domain");
        assertThat(made.get("name")).isEqualTo(name);
        assertThat(world.get("/region/" + made.id()).is(200).text()).isEqualTo(made.text());
        assertThat(world.get("/region").is(200).text()).contains(made.id());
    }

    @Test
    void a_name_that_is_taken_is_409() {
        var name = KahunaWorld.fresh("twice");
        var body = "{\"name\":\"%s\",\"domain\":\"d\"}".formatted(name);
        world.post("/region", body).is(201);
        world.post("/region", body).refuses(409, name);
        world.put("/region/" + place.region, body).refuses(409, name);
    }

    @ParameterizedTest
    @CsvSource({
        "/region",
        "/zone",
        "/agent",
        "/kaktus",
        "/kiwi",
        "/nfs",
        "/pool",
        "/template",
        "/vnet",
        "/subnet",
        "/adapter",
        "/project",
        "/volume",
        "/instance"
    })
    void every_family_lists_reads_changes_and_removes_by_id(String path) {
        assertThat(world.get(path).is(200).json().isArray()).isTrue();
        world.get(path + "/none").refuses(404, "none");
        world.put(path + "/none", "{}").refuses(404, "none");
        world.delete(path + "/none").refuses(404, "none");
    }

    /** Clients that were given no pool ask for {@code /pool/}; one object would be taken for that pool. */
    @ParameterizedTest
    @CsvSource({"/pool/", "/region/", "/zone/", "/template/", "/nfs/", "/kiwi/", "/record/", "/project/", "/subnet/"})
    void a_path_that_ends_where_an_id_is_missing_answers_no_object(String path) {
        world.get(path).refuses(404);
    }

    @Test
    void parents_that_are_not_there_are_404() {
        world.post("/region/none/zone", Place.named("z", "")).refuses(404, "none");
        world.post("/zone/none/kaktus", Place.named("k", ",\"agents\":[]")).refuses(404, "none");
        world.post("/region/none/pool", Place.named("p", ",\"pool\":\"p\",\"agents\":[]"))
                .refuses(404, "none");
        world.post("/pool/none/template", Place.named("t", ",\"source\":\"/a\""))
                .refuses(404, "none");
        world.post("/region/none/vnet", Place.named("v", ",\"interface\":\"b\""))
                .refuses(404, "none");
        world.post("/vnet/none/subnet", Place.named("s", ",\"cidr\":\"10.0.0.0/24\",\"gateway\":\"10.0.0.1\""))
                .refuses(404, "none");
        world.post("/subnet/none/adapter", Place.named("a", "")).refuses(404, "none");
        world.get("/region/none/zones").refuses(404, "none");
        world.get("/vnet/none/subnets").refuses(404, "none");
        world.post("/zone/" + place.zone + "/kaktus", Place.named("k", ",\"agents\":[\"nobody\"]"))
                .refuses(404, "nobody");
        world.post("/project", Place.named("p", ",\"teams\":[\"nobody\"],\"regions\":[]"))
                .refuses(404, "nobody");
    }

    @Test
    void what_is_in_use_is_not_removed_and_the_user_is_named() {
        world.delete("/region/" + place.region).refuses(409, "in use by Zone 'zone");
        world.delete("/zone/" + place.zone).refuses(409, "Kaktus 'kaktus");
        world.delete("/agent/" + place.agent).refuses(409, "Kaktus 'kaktus", "StoragePool 'pool");
        world.delete("/vnet/" + place.vnet).refuses(409, "Subnet 'subnet");
        place.adapter();
        world.delete("/subnet/" + place.subnet).refuses(409, "Adapter 'adapter");
    }

    @Test
    void an_update_keeps_what_is_absent_and_takes_the_whole_object_too() {
        var before = world.get("/subnet/" + place.subnet).is(200);
        var renamed =
                world.put("/subnet/" + place.subnet, "{\"dns\":\"9.9.9.9\"}").is(200);
        assertThat(renamed.get("name")).isEqualTo(before.get("name"));
        assertThat(renamed.get("dns")).isEqualTo("9.9.9.9");

        assertThat(world.put("/subnet/" + place.subnet, renamed.text()).is(200).text())
                .isEqualTo(renamed.text());

        world.put("/subnet/" + place.subnet, "{\"cidr\":\"10.91.0.0/24\"}").refuses(422, "cidr", "cannot be changed");
        world.put("/agent/" + place.agent, "{\"type\":\"Kiwi\"}").refuses(422, "type");
        world.put("/vnet/" + place.vnet, "{\"private\":false}").refuses(422, "private");
    }

    @Test
    void a_kaktus_has_its_costs_and_ratios_and_agents_in_order() {
        var second = world.post("/agent", Place.named("agent", ",\"type\":\"Kaktus\""))
                .is(201)
                .id();
        var made = world.get("/kaktus/" + place.kaktus).is(200);
        assertThat(made.json().propertyNames())
                .containsExactly(
                        "id",
                        "name",
                        "cpu_cost",
                        "memory_cost",
                        "overcommit_cpu_ratio",
                        "overcommit_memory_ratio",
                        "agents");
        assertThat(made.text())
                .contains("\"overcommit_cpu_ratio\":3", "\"overcommit_memory_ratio\":2", "\"currency\":\"EUR\"");

        var changed = world.put(
                        "/kaktus/" + place.kaktus,
                        "{\"agents\":[\"%s\",\"%s\"],\"cpu_cost\":{\"price\":1.25,\"currency\":\"CHF\"}}"
                                .formatted(second, place.agent))
                .is(200);
        assertThat(changed.text())
                .contains("[\"%s\",\"%s\"]".formatted(second, place.agent), "{\"price\":1.25,\"currency\":\"CHF\"}");
        world.put("/kaktus/" + place.kaktus, "{\"agents\":[\"%s\",\"%s\"]}".formatted(second, second))
                .refuses(422, "agents");
        world.put("/kaktus/" + place.kaktus, "{\"overcommit_cpu_ratio\":-1}").refuses(422, "overcommit_cpu_ratio");
        world.put("/kaktus/" + place.kaktus, "{\"cpu_cost\":{\"price\":-1,\"currency\":\"EUR\"}}")
                .refuses(422, "cpu_cost.price");
        world.post("/zone/" + place.zone + "/kaktus", Place.named("other", ",\"agents\":[\"" + second + "\"]"))
                .refuses(409, second);
        var caps = world.get("/kaktus/" + place.kaktus + "/caps").is(200);
        assertThat(caps.json().path("cpu").path("threads").asInt()).isEqualTo(16);
        assertThat(caps.json().path("memory").asLong()).isEqualTo(32L << 30);
    }

    @Test
    void zero_and_empty_are_read_as_not_given_where_they_mean_nothing() {
        var pool = world.post(
                        "/region/" + place.region + "/pool",
                        Place.named("pool", ",\"pool\":\"b\",\"ceph_address\":\"\",\"ceph_port\":0,\"agents\":[]"))
                .is(201);
        assertThat(pool.text()).contains("\"ceph_port\":3300", "\"ceph_address\":\"\"", "\"cost\":{", "\"agents\":[]");
        var adapter = world.post(
                        "/subnet/" + place.subnet + "/adapter", Place.named("a", ",\"mac\":\"\",\"addresses\":[]"))
                .is(201);
        assertThat(adapter.get("mac")).startsWith("52:54:00:");
        assertThat(adapter.text()).contains("\"addresses\":[]", "\"reserved\":false");
    }

    @Test
    void a_mac_address_is_echoed_letter_by_letter_and_is_one_address_in_any_spelling() {
        var path = "/subnet/" + place.subnet + "/adapter";
        var adapter = world.post(path, Place.named("a", ",\"mac\":\"52:54:00:AB:cD:01\""))
                .is(201);
        assertThat(adapter.get("mac")).isEqualTo("52:54:00:AB:cD:01");
        assertThat(world.get("/adapter/" + adapter.id()).get("mac")).isEqualTo("52:54:00:AB:cD:01");
        world.post(path, Place.named("b", ",\"mac\":\"52:54:00:ab:cd:01\"")).refuses(409, "52:54:00:ab:cd:01");
        assertThat(world.put("/adapter/" + adapter.id(), "{\"mac\":\"52:54:00:ab:CD:01\"}")
                        .is(200)
                        .get("mac"))
                .isEqualTo("52:54:00:ab:CD:01");
    }

    @Test
    void the_first_of_its_kind_is_the_default_until_another_is_made_so() {
        var second = world.post(
                        "/region/" + place.region + "/pool", Place.named("pool", ",\"pool\":\"c\",\"agents\":[]"))
                .is(201)
                .id();
        assertThat(world.patch("/region/" + place.region + "/pool/" + second + "/default")
                        .is(200)
                        .text())
                .isEmpty();
        world.patch("/region/" + place.region + "/pool/" + place.pool + "/default")
                .is(200);
        world.patch("/region/" + place.region + "/pool/none/default").refuses(404, "none");
        world.patch("/vnet/" + place.vnet + "/subnet/" + place.subnet + "/default")
                .is(200);
        world.patch("/vnet/" + place.vnet + "/subnet/none/default").refuses(404, "none");
        world.patch("/pool/" + place.pool + "/template/none/default").refuses(404, "none");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"cidr\":\"10.92.0.1/24\",\"gateway\":\"10.92.0.1\"  | 422 | cidr",
                "\"cidr\":\"ten\",\"gateway\":\"10.92.0.1\"           | 422 | cidr",
                "\"cidr\":\"fd00::/64\",\"gateway\":\"fd00::1\"       | 422 | cidr",
                "\"cidr\":\"10.92.0.0/24\",\"gateway\":\"10.93.0.1\"  | 422 | gateway",
                "\"cidr\":\"10.92.0.0/24\",\"gateway\":\"10.92.0.1\",\"application\":\"x\" | 422 | application",
                "\"cidr\":\"10.92.0.0/24\",\"gateway\":\"10.92.0.1\",\"reserved\":[{\"first\":\"10.92.0.9\",\"last\":\"10.92.0.2\"}] | 422 | reserved",
                "\"cidr\":\"10.92.0.0/24\",\"gateway\":\"10.92.0.1\",\"reserved\":[{\"first\":\"10.93.0.9\",\"last\":\"10.93.0.9\"}] | 422 | reserved.first",
                "\"cidr\":\"10.92.0.0/24\",\"gateway\":\"10.92.0.1\",\"extra_routes\":[\"10.0.0.1\"] | 422 | extra_routes",
                "\"cidr\":\"10.90.0.128/25\",\"gateway\":\"10.90.0.129\" | 409 | overlaps with Subnet 'subnet-",
                "\"cidr\":\"10.80.0.0/12\",\"gateway\":\"10.80.0.1\" | 409 | overlaps with Subnet 'subnet-",
                "\"cidr\":\"10.92.0.0/24\",\"gateway\":\"10.92.0.255\" | 422 | gateway",
                "\"cidr\":\"10.92.0.1/32\",\"gateway\":\"10.92.0.1\" | 422 | cidr: 10.92.0.1/32 is a single address",
                "\"gateway\":\"10.92.0.1\" | 400 | cidr"
            })
    void a_subnet_that_cannot_be_is_refused(String fields, int status, String word) {
        world.post("/vnet/" + place.vnet + "/subnet", Place.named("s", "," + fields))
                .refuses(status, word);
    }

    @Test
    void a_subnet_has_its_lists_and_a_vnet_says_that_it_is_public() {
        var subnet = world.post("/vnet/" + place.vnet + "/subnet", Place.named("s", """
                        ,"cidr":"10.94.0.0/24","gateway":"10.94.0.1","dns":"9.9.9.9","extra_routes":["10.0.0.0/8"],
                        "reserved":[{"first":"10.94.0.2","last":"10.94.0.4"}],"gw_pool":[{"first":"10.94.0.5","last":"10.94.0.6"}]"""))
                .is(201);
        assertThat(subnet.text())
                .contains(
                        "\"extra_routes\":[\"10.0.0.0/8\"]",
                        "\"reserved\":[{\"first\":\"10.94.0.2\",\"last\":\"10.94.0.4\"}]",
                        "\"gw_pool\":[{\"first\":\"10.94.0.5\",\"last\":\"10.94.0.6\"}]",
                        "\"application\":\"user\"");
        // Reserved ranges are never given out by themselves.
        assertThat(world.post("/subnet/" + subnet.id() + "/adapter?assignIP=true", Place.named("a", ""))
                        .is(201)
                        .text())
                .contains("\"addresses\":[\"10.94.0.7\"]");
        assertThat(world.post(
                                "/region/" + place.region + "/vnet",
                                Place.named("v", ",\"interface\":\"b\",\"private\":false"))
                        .is(201)
                        .text())
                .contains("\"vlan\":0", "\"private\":false");
        world.post("/region/" + place.region + "/vnet", Place.named("v", ",\"interface\":\"b\",\"vlan\":4095"))
                .refuses(422, "vlan");
    }

    @Test
    void a_project_has_its_quotas_sorted_regions_and_private_subnets() {
        var other = new Place(world);
        var regions = "\"%s\",\"%s\"".formatted(other.region, place.region);
        var made = world.post("/project?subnetSize=26", Place.named("project", """
                        ,"tags":["z","a"],"metadatas":[{"key":"k","value":"v"}],"root_password":"secret","bootstrap_user":"",
                        "quotas":{"vcpus":0,"memory":1073741824},"teams":[],"regions":[%s]""".formatted(regions)))
                .is(201);
        assertThat(made.text())
                .contains(
                        "\"tags\":[\"z\",\"a\"]",
                        "\"metadatas\":[{\"key\":\"k\",\"value\":\"v\"}]",
                        "\"quotas\":{\"vcpus\":0,\"memory\":1073741824,\"storage\":0,\"instances\":0}",
                        "\"regions\":[\"%s\",\"%s\"]".formatted(place.region, other.region),
                        "\"value\":\"%s\"".formatted(place.subnet),
                        "\"reserved_vrrp_ids\":[]",
                        "\"root_password\":\"secret\"");
        world.post(
                        "/project?subnetSize=26",
                        Place.named("project", ",\"teams\":[],\"regions\":[\"" + place.region + "\"]"))
                .refuses(507, "no free private subnet");
        assertThat(world.put("/project/" + made.id(), "{\"quotas\":{\"instances\":3}}")
                        .is(200)
                        .text())
                .contains("\"memory\":1073741824,\"storage\":0,\"instances\":3");
        world.put("/project/" + made.id(), "{\"domain\":\"new.example.com\"}").refuses(422, "domain");
        world.put("/project/" + made.id(), "{\"quotas\":{\"vcpus\":-1}}").refuses(422, "quotas.vcpus");
        assertThat(world.get("/project/" + made.id() + "/usage").is(200).text())
                .isEqualTo("{\"vcpus\":0,\"memory\":0,\"storage\":0,\"instances\":0}");
        assertThat(world.put("/project/" + made.id(), "{\"regions\":[]}")
                        .is(200)
                        .text())
                .contains("\"regions\":[]", "\"private_subnets\":[]");
        world.delete("/project/" + made.id()).is(200);
    }
}
