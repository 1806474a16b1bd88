package cloud.kowabunga.kahuna.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import cloud.kowabunga.topology.AgentId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class GuestsTest {
    private final KahunaWorld world = KahunaWorld.shared();

    @Test
    void a_guest_has_one_host_name_wherever_it_asks() {
        var place = new Place(world).agentsWork();
        var adapter = place.adapter();
        var address = world.get("/adapter/" + adapter)
                .json()
                .path("addresses")
                .path(0)
                .asString();
        var name = KahunaWorld.fresh("Web Server_1");
        world.post(
                        "/project/%s/zone/%s/instance".formatted(place.project, place.zone),
                        place.instance(name, adapter, place.volume("raw", 1)))
                .is(201);
        var guest = new Guests(world.database())
                .at(new AgentId(place.agent), address)
                .orElseThrow();
        var expected = name.replace("Web Server_1", "web-server-1");
        assertThat(guest.hostname()).isEqualTo(expected);
        assertThat(guest.seed().metaData()).contains(expected);
    }
}
