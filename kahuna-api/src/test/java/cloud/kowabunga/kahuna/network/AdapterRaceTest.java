package cloud.kowabunga.kahuna.network;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import cloud.kowabunga.kahuna.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class AdapterRaceTest {
    private final KahunaWorld world = KahunaWorld.shared();
    private final Place place = new Place(world);

    @Test
    void two_hundred_at_once_get_an_address_each_and_the_rest_is_told_that_it_is_full()
            throws InterruptedException, ExecutionException {
        // 254 hosts less the gateway, 99 reserved ones and 4 for gateways of projects: 150 are free.
        var subnet = world.post("/vnet/" + place.vnet + "/subnet", Place.named("s", """
                        ,"cidr":"10.95.0.0/24","gateway":"10.95.0.1","reserved":[{"first":"10.95.0.2","last":"10.95.0.100"}],
                        "gw_pool":[{"first":"10.95.0.251","last":"10.95.0.254"}]"""))
                .is(201)
                .id();
        var replies = new ArrayList<Reply>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<Reply>>();
            for (var call = 0; call < 200; call++) {
                calls.add(() -> world.post("/subnet/" + subnet + "/adapter?assignIP=true", Place.named("a", "")));
            }
            for (Future<Reply> reply : callers.invokeAll(calls)) {
                replies.add(reply.get());
            }
        }
        var made = replies.stream().filter(reply -> reply.status() == 201).toList();
        assertThat(made.stream()
                        .map(reply -> reply.json().path("addresses").path(0).asString()))
                .hasSize(150)
                .doesNotHaveDuplicates()
                .allMatch(address -> {
                    var host = Integer.parseInt(address.replace("10.95.0.", ""));
                    return 101 <= host && host <= 250;
                });
        assertThat(made.stream().map(reply -> reply.get("mac"))).doesNotHaveDuplicates();
        replies.stream().filter(reply -> reply.status() != 201).forEach(reply -> reply.refuses(507, "no free address"));
    }

    @Test
    void an_address_or_a_mac_is_given_out_once() {
        var fields = ",\"mac\":\"52:54:00:0A:0b:0c\",\"addresses\":[\"10.90.0.77\"]";
        var made = world.post("/subnet/" + place.subnet + "/adapter", Place.named("a", fields))
                .is(201);
        assertThat(made.get("mac")).isEqualToIgnoringCase("52:54:00:0a:0b:0c");
        world.post("/subnet/" + place.subnet + "/adapter", Place.named("a", ",\"addresses\":[\"10.90.0.77\"]"))
                .refuses(409, "10.90.0.77");
        world.post("/subnet/" + place.subnet + "/adapter", Place.named("a", ",\"mac\":\"52:54:00:0a:0b:0c\""))
                .refuses(409, "52:54:00:0a:0b:0c");
        world.post("/subnet/" + place.subnet + "/adapter", Place.named("a", ",\"addresses\":[\"10.91.0.77\"]"))
                .refuses(422, "10.91.0.77");
        world.post("/subnet/" + place.subnet + "/adapter", Place.named("a", ",\"addresses\":[\"10.90.0.255\"]"))
                .refuses(422, "broadcast");
        world.post("/subnet/" + place.subnet + "/adapter", Place.named("a", ",\"mac\":\"01:00:5e:00:00:01\""))
                .refuses(422, "unicast");
        assertThat(world.put("/adapter/" + made.id(), "{\"addresses\":[\"10.90.0.78\",\"10.90.0.79\"]}")
                        .is(200)
                        .text())
                .contains("[\"10.90.0.78\",\"10.90.0.79\"]");
        world.delete("/adapter/" + made.id()).is(200);
        world.post("/subnet/" + place.subnet + "/adapter", Place.named("a", fields))
                .is(201);
    }

    @Test
    void addresses_of_routers_are_for_reserved_adapters_only() {
        var subnet = world.post("/vnet/" + place.vnet + "/subnet", Place.named("s", """
                        ,"cidr":"10.96.0.0/24","gateway":"10.96.0.1","reserved":[{"first":"10.96.0.2","last":"10.96.0.9"}],
                        "gw_pool":[{"first":"10.96.0.10","last":"10.96.0.19"}]"""))
                .is(201)
                .id();
        var path = "/subnet/" + subnet + "/adapter";
        world.post(path, Place.named("a", ",\"addresses\":[\"10.96.0.1\"]")).refuses(422, "gateway");
        world.post(path, Place.named("a", ",\"addresses\":[\"10.96.0.12\"]")).refuses(422, "gw_pool");
        world.post(path, Place.named("a", ",\"addresses\":[\"10.96.0.0\"]")).refuses(422, "network's own");
        world.post(path, Place.named("a", ",\"addresses\":[\"10.96.0.5\"]")).is(201);
        world.post(path, Place.named("a", ",\"reserved\":true,\"addresses\":[\"10.96.0.1\"]"))
                .is(201);
        var project = world.post(
                        "/project?subnetSize=24",
                        Place.named("p", ",\"teams\":[],\"regions\":[\"" + place.region + "\"]"))
                .is(201);
        assertThat(project.text()).doesNotContain(subnet);
    }

    @Test
    void whoever_stops_to_be_a_router_gives_its_addresses_back() {
        var subnet = world.post("/vnet/" + place.vnet + "/subnet", Place.named("s", """
                        ,"cidr":"10.98.0.0/24","gateway":"10.98.0.1","gw_pool":[{"first":"10.98.0.10","last":"10.98.0.19"}]"""))
                .is(201)
                .id();
        for (var address : List.of("10.98.0.1", "10.98.0.12")) {
            var fields = ",\"reserved\":true,\"addresses\":[\"%s\",\"10.98.0.7\"]".formatted(address);
            var router = "/adapter/"
                    + world.post("/subnet/" + subnet + "/adapter", Place.named("router", fields))
                            .is(201)
                            .id();
            world.put(router, "{\"reserved\":false}").refuses(422, "addresses: " + address, "reserved adapter");
            world.put(router, "{\"reserved\":false,\"addresses\":[\"10.98.0.8\",\"%s\"]}".formatted(address))
                    .refuses(422, "addresses: " + address);
            assertThat(world.get(router).text())
                    .contains("\"reserved\":true", "[\"%s\",\"10.98.0.7\"]".formatted(address));
            world.put(router, "{\"reserved\":false,\"addresses\":[\"10.98.0.7\"]}")
                    .is(200);
            world.delete(router).is(200);
        }
    }

    @Test
    void a_subnet_does_not_change_under_those_who_have_its_addresses() {
        var made = world.post("/vnet/" + place.vnet + "/subnet", Place.named("s", """
                        ,"cidr":"10.97.0.0/25","gateway":"10.97.0.1","reserved":[{"first":"10.97.0.2","last":"10.97.0.9"}],
                        "gw_pool":[{"first":"10.97.0.10","last":"10.97.0.19"}]"""))
                .is(201);
        var path = "/subnet/" + made.id();
        var project = world.post(
                        "/project?subnetSize=25",
                        Place.named("p", ",\"teams\":[],\"regions\":[\"" + place.region + "\"]"))
                .is(201);
        assertThat(project.text()).contains(made.id());
        world.post(path + "/adapter", Place.named("held", ",\"addresses\":[\"10.97.0.5\",\"10.97.0.50\"]"))
                .is(201);
        world.put(path, made.text()).is(200);
        world.put(path, "{\"gateway\":\"10.97.0.50\"}").refuses(409, "gateway", "Adapter 'held-", "10.97.0.50");
        world.put(path, "{\"gateway\":\"10.97.0.10\"}").refuses(409, "gateway", "Project '");
        world.put(path, "{\"gateway\":\"10.97.0.127\"}").refuses(422, "broadcast");
        world.put(path, "{\"reserved\":[{\"first\":\"10.97.0.40\",\"last\":\"10.97.0.60\"}]}")
                .refuses(409, "reserved", "10.97.0.50");
        world.put(path, "{\"gw_pool\":[{\"first\":\"10.97.0.10\",\"last\":\"10.97.0.60\"}]}")
                .refuses(409, "gw_pool", "10.97.0.50");
        world.put(path, "{\"gw_pool\":[]}").refuses(409, "gw_pool", "Project '", "10.97.0.10");
        world.put(
                        path,
                        "{\"gateway\":\"10.97.0.126\",\"gw_pool\":[{\"first\":\"10.97.0.10\",\"last\":\"10.97.0.11\"}]}")
                .is(200);
    }
}
