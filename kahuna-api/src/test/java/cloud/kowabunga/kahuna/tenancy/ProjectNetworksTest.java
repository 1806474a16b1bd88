package cloud.kowabunga.kahuna.tenancy;

import static cloud.kowabunga.kahuna.db.Tables.PROJECT_GATEWAY;
import static cloud.kowabunga.kahuna.db.Tables.RESERVED_VRRP_ID;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import cloud.kowabunga.kahuna.Reply;
import cloud.kowabunga.tenancy.ProjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Private subnets of projects, with what their gateways have in them. */
@Timeout(120)
final class ProjectNetworksTest {
    private final KahunaWorld world = KahunaWorld.shared();
    private final Place place = new Place(world);
    private final String vnet = world.post(
                    "/region/" + place.region + "/vnet", Place.named("vpc", ",\"interface\":\"kow1\""))
            .is(201)
            .id();

    @Test
    void a_project_gets_the_smallest_subnet_that_is_large_enough_and_a_gateway_in_each_zone() {
        zone("b");
        var fitting = subnet("10.20.1.0/26", "10.20.1.2", "10.20.1.3");
        var larger = subnet("10.20.2.0/25", "10.20.2.2", "10.20.2.9");
        var first = project(26);
        assertThat(subnetsOf(first)).containsExactly(fitting);
        assertThat(gatewaysOf(first)).containsExactly("10.20.1.2", "10.20.1.3");
        var second = project(26);
        assertThat(subnetsOf(second)).containsExactly(larger);
        assertThat(gatewaysOf(second)).containsExactly("10.20.2.2", "10.20.2.3");
        assertThat(vrrpIdsOf(first)).hasSize(2).doesNotContainAnyElementsOf(vrrpIdsOf(second));
        assertThat(first.json().path("private_subnets").path(0).path("key").asString())
                .isEqualTo(world.get("/region/" + place.region).get("name"));

        world.delete("/subnet/" + fitting).refuses(409, "Project '" + first.get("name"));
        world.delete("/project/" + first.id()).is(200);
        assertThat(subnetsOf(project(26))).containsExactly(fitting);
    }

    @Test
    void a_region_joins_with_the_size_that_the_project_asked_for_and_leaves_when_nothing_is_in_it() {
        var made = world.post("/project?subnetSize=27", Place.named("p", ",\"teams\":[],\"regions\":[]"))
                .is(201);
        var subnet = subnet("10.21.1.0/27", "10.21.1.2", "10.21.1.2");
        var joined = world.put("/project/" + made.id(), "{\"regions\":[\"" + place.region + "\"]}")
                .is(200);
        assertThat(subnetsOf(joined)).containsExactly(subnet);
        assertThat(vrrpIdsOf(joined)).hasSize(1);
        assertThat(world.put("/project/" + made.id(), joined.text()).is(200).text())
                .isEqualTo(joined.text());

        var adapter = world.post("/subnet/" + subnet + "/adapter?assignIP=true", Place.named("busy", ""))
                .is(201);
        world.put("/project/" + made.id(), "{\"regions\":[]}")
                .refuses(409, "cannot leave Region", "Adapter '" + adapter.get("name"));
        world.delete("/project/" + made.id()).refuses(409, "Adapter '" + adapter.get("name"));
        world.delete("/adapter/" + adapter.id()).is(200);
        assertThat(world.put("/project/" + made.id(), "{\"regions\":[]}")
                        .is(200)
                        .text())
                .contains("\"private_subnets\":[],\"reserved_vrrp_ids\":[]");
        assertThat(world.database()
                        .<Integer>read(sql -> sql.fetchCount(
                                RESERVED_VRRP_ID, RESERVED_VRRP_ID.PROJECT_ID.eq(new ProjectId(made.id())))))
                .isZero();
    }

    @Test
    void where_none_is_free_nothing_is_left_behind() {
        zone("b");
        subnet("10.22.1.0/24", "10.22.1.2", "10.22.1.2");
        var other = new Place(world);
        var body = Place.named("p", ",\"teams\":[],\"regions\":[\"%s\",\"%s\"]".formatted(other.region, place.region));
        world.post("/subnet/" + place.subnet + "/adapter", Place.named("a", "")).is(201);
        world.post("/project?subnetSize=24", body).refuses(507, "no free private subnet of /24", "gateway address");
        world.post("/project?subnetSize=7", body).refuses(422, "subnetSize");
        world.post("/project?subnetSize=0", body).is(201);
        assertThat(subnetsOf(world.post(
                                "/project?subnetSize=24",
                                Place.named("p", ",\"teams\":[],\"regions\":[\"" + other.region + "\"]"))
                        .is(201)))
                .containsExactly(other.subnet);
    }

    @Test
    void zones_and_pools_that_come_later_bring_gateways_too() {
        var subnet = subnet("10.23.1.0/26", "10.23.1.2", "10.23.1.2");
        var project = project(26);
        assertThat(subnetsOf(project)).containsExactly(subnet);
        var late = zone("late");
        assertThat(gatewaysOf(project)).containsExactly("10.23.1.2");
        world.put("/subnet/" + subnet, "{\"gw_pool\":[{\"first\":\"10.23.1.2\",\"last\":\"10.23.1.5\"}]}")
                .is(200);
        assertThat(gatewaysOf(project)).containsExactly("10.23.1.2", "10.23.1.3");
        world.delete("/zone/" + late).is(200);
        assertThat(gatewaysOf(project)).containsExactly("10.23.1.2");
        assertThat(vrrpIdsOf(world.get("/project/" + project.id()))).hasSize(1);
    }

    @Test
    void fifty_at_once_never_get_the_same_subnet_address_or_id() throws InterruptedException, ExecutionException {
        zone("b");
        var all = IntStream.range(0, 40)
                .mapToObj(number -> subnet(
                        "10.24.%d.0/28".formatted(number),
                        "10.24.%d.2".formatted(number),
                        "10.24.%d.3".formatted(number)))
                .toList();
        var replies = new ArrayList<Reply>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<Reply>>();
            for (var call = 0; call < 50; call++) {
                calls.add(() -> world.post(
                        "/project?subnetSize=28",
                        Place.named("p", ",\"teams\":[],\"regions\":[\"" + place.region + "\"]")));
            }
            for (Future<Reply> reply : callers.invokeAll(calls)) {
                replies.add(reply.get());
            }
        }
        var made = replies.stream().filter(reply -> reply.status() == 201).toList();
        // The subnet of the place has no gateways, and it is the largest, so it is the last that is taken.
        var expected = new ArrayList<>(all);
        expected.add(place.subnet);
        assertThat(made.stream().flatMap(reply -> subnetsOf(reply).stream()))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(made.stream().flatMap(reply -> vrrpIdsOf(reply).stream()))
                .hasSize(80)
                .doesNotHaveDuplicates();
        replies.stream().filter(reply -> reply.status() != 201).forEach(reply -> reply.refuses(507, "no free private"));
    }

    private String zone(String name) {
        return world.post("/region/" + place.region + "/zone", Place.named(name, ""))
                .is(201)
                .id();
    }

    private String subnet(String cidr, String first, String last) {
        var gateway = cidr.replaceFirst("0/.*", "1");
        return world.post("/vnet/" + vnet + "/subnet", Place.named("s", """
                                ,"cidr":"%s","gateway":"%s","gw_pool":[{"first":"%s","last":"%s"}]""".formatted(cidr, gateway, first, last)))
                .is(201)
                .id();
    }

    private Reply project(int size) {
        return world.post(
                        "/project?subnetSize=" + size,
                        Place.named("p", ",\"teams\":[],\"regions\":[\"" + place.region + "\"]"))
                .is(201);
    }

    private static List<String> subnetsOf(Reply project) {
        return project.json()
                .path("private_subnets")
                .valueStream()
                .map(pair -> pair.path("value").asString())
                .toList();
    }

    private static List<Integer> vrrpIdsOf(Reply project) {
        return project.json()
                .path("reserved_vrrp_ids")
                .valueStream()
                .map(JsonNode::asInt)
                .toList();
    }

    private List<String> gatewaysOf(Reply project) {
        return world.database()
                .read(sql -> sql.select(PROJECT_GATEWAY.ADDRESS)
                        .from(PROJECT_GATEWAY)
                        .where(PROJECT_GATEWAY.PROJECT_ID.eq(new ProjectId(project.id())))
                        .orderBy(PROJECT_GATEWAY.ADDRESS)
                        .fetch(PROJECT_GATEWAY.ADDRESS));
    }
}
