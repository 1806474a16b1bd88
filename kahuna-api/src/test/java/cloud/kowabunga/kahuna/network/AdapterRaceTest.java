package cloud.kowabunga.kahuna.network;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import cloud.kowabunga.kahuna.Reply;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class AdapterRaceTest {
    private final KahunaWorld world = KahunaWorld.shared();
    private final Place place = new Place(world);

    @Test
    void many_at_once_get_an_address_each_and_the_rest_is_told_that_it_is_full()
            throws InterruptedException, ExecutionException {
        // 62 hosts less the gateway and 21 reserved ones: 40 are free.
        var subnet = world.post("/vnet/" + place.vnet + "/subnet", Place.named("s", """
                        ,"cidr":"10.95.0.0/26","gateway":"10.95.0.1","reserved":[{"first":"10.95.0.2","last":"10.95.0.22"}]"""))
                .is(201)
                .id();
        var replies = new ArrayList<Reply>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<Reply>>();
            for (var call = 0; call < 50; call++) {
                calls.add(() -> world.post("/subnet/" + subnet + "/adapter?assignIP=true", Place.named("a", "")));
            }
            for (Future<Reply> reply : callers.invokeAll(calls)) {
                replies.add(reply.get());
            }
        }
        var made = replies.stream().filter(reply -> reply.status() == 201).toList();
        assertThat(made.stream()
                        .map(reply -> reply.json().path("addresses").path(0).asString()))
                .hasSize(40)
                .doesNotHaveDuplicates()
                .allMatch(address -> address.startsWith("10.95.0."));
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
}
