package cloud.kowabunga.kahuna;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kiwi, NFS services and DNS records, and Kaktus in maintenance. */
@Timeout(120)
final class FamiliesTest {
    private final KahunaWorld world = KahunaWorld.shared();
    private final Place place = new Place(world);

    @Test
    void a_kiwi_is_made_of_agents_of_its_kind_in_their_order() {
        var first = agent("Kiwi");
        var second = agent("Kiwi");
        var made = world.post(
                        "/region/" + place.region + "/kiwi",
                        Place.named("kiwi", ",\"agents\":[\"%s\",\"%s\"]".formatted(second, first)))
                .is(201);
        assertThat(made.text()).contains("\"agents\":[\"%s\",\"%s\"]".formatted(second, first));
        assertThat(world.get("/kiwi/" + made.id()).is(200).text()).isEqualTo(made.text());
        assertThat(world.get("/region/" + place.region + "/kiwis").is(200).text())
                .isEqualTo("[\"" + made.id() + "\"]");
        assertThat(world.get("/kiwi").is(200).text()).contains(made.id());

        var kiwis = "/region/" + place.region + "/kiwi";
        world.post(kiwis, Place.named("kiwi", ",\"agents\":[\"" + place.agent + "\"]"))
                .refuses(422, "type Kaktus", "type Kiwi is needed");
        world.post(kiwis, Place.named("kiwi", ",\"agents\":[\"" + first + "\"]"))
                .refuses(409, first, "another Kiwi");
        world.post(kiwis, "{\"name\":\"%s\"}".formatted(made.get("name"))).refuses(409, made.get("name"));
        world.post("/region/none/kiwi", Place.named("kiwi", "")).refuses(404, "none");
        world.put("/kaktus/" + place.kaktus, "{\"agents\":[\"" + first + "\"]}").refuses(422, "type Kaktus is needed");
        world.delete("/agent/" + first).refuses(409, "Kiwi '" + made.get("name"));

        assertThat(world.put("/kiwi/" + made.id(), "{\"agents\":[\"" + first + "\"]}")
                        .is(200)
                        .text())
                .contains("\"agents\":[\"" + first + "\"]");
        assertThat(world.post(kiwis, Place.named("kiwi", "")).is(201).text()).contains("\"agents\":[]");
        world.delete("/kiwi/" + made.id()).is(200);
        world.get("/kiwi/" + made.id()).refuses(404, made.id());
        world.delete("/kiwi/" + made.id()).refuses(404, made.id());
        world.delete("/agent/" + first).is(200);
    }

    @Test
    void an_nfs_service_has_its_defaults_and_its_lists_by_both_names() {
        var path = "/region/" + place.region + "/nfs";
        var made = world.post(path, Place.named("shares", """
                        ,"endpoint":"nfs.example.com","fs":"","port":0,"backends":["10.0.0.12","10.0.0.11"]""")).is(201);
        assertThat(made.text())
                .contains("\"fs\":\"nfs\"", "\"port\":54934", "\"backends\":[\"10.0.0.12\",\"10.0.0.11\"]")
                .doesNotContain("is_default", "pool");
        var body = Place.named("more", ",\"endpoint\":\"nfs.example.com\",\"backends\":[],\"fs\":\"b\",\"port\":1");
        var second = world.post(path + "?poolId=" + place.pool, body).is(201);
        for (var list : new String[] {path, path + "es"}) {
            assertThat(world.get(list).is(200).text()).isEqualTo("[\"%s\",\"%s\"]".formatted(made.id(), second.id()));
        }
        for (var list : new String[] {"/kylos", "/kylo"}) {
            assertThat(world.get("/nfs/" + made.id() + list).is(200).text()).isEqualTo("[]");
            world.get("/nfs/none" + list).refuses(404, "none");
        }
        world.patch(path + "/" + second.id() + "/default").is(200);
        world.patch(path + "/" + second.id() + "/default").is(200);
        world.patch(path + "/none/default").refuses(404, "none");
        world.post(path + "?poolId=none", body).refuses(404, "none");
        world.post(path, Place.named("n", ",\"endpoint\":\"e\",\"backends\":[],\"port\":65536"))
                .refuses(422, "port");
        world.post(path, Place.named("n", ",\"backends\":[]")).refuses(400, "endpoint");
        world.post(path, Place.named("n", ",\"endpoint\":\"e\"")).refuses(400, "backends");
        world.delete("/pool/" + place.pool).refuses(409, "StorageNFS '");

        assertThat(world.put("/nfs/" + made.id(), "{\"port\":55000}").is(200).text())
                .isEqualTo(made.text().replace("54934", "55000"));
        assertThat(world.put("/nfs/" + made.id(), made.text()).is(200).text()).isEqualTo(made.text());
        world.delete("/nfs/" + made.id()).is(200);
        world.get("/nfs/" + made.id()).refuses(404, made.id());
    }

    @Test
    void a_record_is_in_the_domain_of_its_project_or_region() {
        var domain = KahunaWorld.fresh("d") + ".example.com";
        var project = world.post(
                        "/project",
                        Place.named("p", ",\"domain\":\"%s\",\"teams\":[],\"regions\":[]".formatted(domain)))
                .is(201)
                .id();
        var path = "/project/" + project + "/record";
        var made = world.post(path, "{\"name\":\"www\",\"domain\":\"\",\"addresses\":[\"10.0.0.9\",\"10.0.0.8\"]}")
                .is(201);
        assertThat(made.text()).contains("\"domain\":\"" + domain + "\"", "\"addresses\":[\"10.0.0.9\",\"10.0.0.8\"]");
        assertThat(world.get(path + "s").is(200).text()).isEqualTo("[\"" + made.id() + "\"]");
        assertThat(world.get("/record/" + made.id()).is(200).text()).isEqualTo(made.text());
        world.post(path, "{\"name\":\"WWW\",\"addresses\":[\"10.0.0.9\"]}").refuses(409, "DnsRecord named 'www'");
        world.put("/record/" + made.id(), "{\"domain\":\"other.example.com\"}").refuses(422, "domain");
        assertThat(world.put("/record/" + made.id(), made.text()).is(200).text())
                .isEqualTo(made.text());
        assertThat(world.put("/record/" + made.id(), "{\"name\":\"web\",\"addresses\":[\"10.0.0.7\"]}")
                        .is(200)
                        .text())
                .contains("\"name\":\"web\"", "\"addresses\":[\"10.0.0.7\"]");
        world.delete("/project/" + project).refuses(409, "DnsRecord 'web'");
        world.delete("/record/" + made.id()).is(200);
        world.get("/record/" + made.id()).refuses(404, made.id());
        world.delete("/project/" + project).is(200);
        world.post("/project/" + place.project + "/record", "{\"name\":\"www\",\"addresses\":[\"10.0.0.9\"]}")
                .refuses(422, "has no domain");
        world.post("/project/none/record", "{\"name\":\"www\",\"addresses\":[\"10.0.0.9\"]}")
                .refuses(404, "none");
    }

    @Test
    void the_records_of_a_region_move_with_its_domain() {
        var domain = KahunaWorld.fresh("r") + ".example.com";
        var region = "/region/" + place.region;
        world.put(region, "{\"domain\":\"" + domain + "\"}").is(200);
        var made = world.post(region + "/record", "{\"name\":\"gw\",\"addresses\":[\"10.0.0.1\"]}")
                .is(201);
        assertThat(made.get("domain")).isEqualTo(domain);
        assertThat(world.get(region + "/records").is(200).text()).isEqualTo("[\"" + made.id() + "\"]");
        world.put(region, "{\"domain\":\"new-" + domain + "\"}").is(200);
        assertThat(world.get("/record/" + made.id()).get("domain")).isEqualTo("new-" + domain);
        world.put(region, "{\"domain\":\"\"}").refuses(409, "The domain of Region", "DnsRecord 'gw'");
        world.put(region, "{\"domain\":\"not a domain\"}").refuses(422, "domain");
    }

    @Test
    void a_region_stays_while_it_has_any_of_them() {
        var region = world.post("/region", Place.named("region", ",\"domain\":\"" + KahunaWorld.fresh("d") + "\""))
                .is(201)
                .id();
        world.post("/region/" + region + "/kiwi", Place.named("kiwi", "")).is(201);
        world.post("/region/" + region + "/record", "{\"name\":\"gw\",\"addresses\":[\"10.0.0.1\"]}")
                .is(201);
        world.delete("/region/" + region).refuses(409, "Kiwi 'kiwi-", "DnsRecord 'gw'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"name\":\"a_b\",\"addresses\":[\"10.0.0.1\"] | 422 | name",
                "\"name\":\"a.b\",\"addresses\":[\"10.0.0.1\"] | 422 | name",
                "\"name\":\"-a\",\"addresses\":[\"10.0.0.1\"]  | 422 | name",
                "\"name\":\"\",\"addresses\":[\"10.0.0.1\"]    | 422 | name",
                "\"addresses\":[\"10.0.0.1\"]                  | 400 | name",
                "\"name\":\"a\"                                | 400 | addresses",
                "\"name\":\"a\",\"addresses\":[]               | 422 | addresses",
                "\"name\":\"a\",\"addresses\":[\"10.0.0\"]     | 422 | addresses",
                "\"name\":\"a\",\"addresses\":[\"fd00::1\"]    | 422 | addresses",
                "\"name\":\"a\",\"addresses\":[\"10.0.0.1\",\"10.0.0.1\"] | 422 | addresses"
            })
    void a_record_that_cannot_be_is_refused(String fields, int status, String word) {
        world.post("/region/" + place.region + "/record", "{" + fields + "}").refuses(status, word);
    }

    @Test
    void nothing_is_placed_on_a_kaktus_in_maintenance() {
        place.agentsWork();
        var path = "/kaktus/" + place.kaktus;
        assertThat(world.get(path).text()).doesNotContain("maintenance");
        for (var again = 0; again < 2; again++) {
            assertThat(world.patch(path + "/maintenance/enable").is(200).text()).isEmpty();
            assertThat(world.get(path).text()).contains("\"maintenance\":true");
        }
        var instances = "/project/%s/zone/%s/instance".formatted(place.project, place.zone);
        var body = place.instance(KahunaWorld.fresh("i"), place.adapter(), place.volume("raw", 1));
        world.post(instances, body).refuses(507, "1 is in maintenance");
        world.put(path, "{\"maintenance\":true,\"description\":\"x\"}").is(200);
        world.put(path, "{\"maintenance\":false}").refuses(422, "maintenance");
        for (var again = 0; again < 2; again++) {
            world.patch(path + "/maintenance/disable").is(200);
            assertThat(world.get(path).text()).doesNotContain("maintenance");
        }
        world.post(instances, body).is(201);
        world.patch("/kaktus/none/maintenance/enable").refuses(404, "none");
    }

    private String agent(String type) {
        return world.post("/agent", Place.named("agent", ",\"type\":\"" + type + "\""))
                .is(201)
                .id();
    }
}
