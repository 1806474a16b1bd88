package cloud.kowabunga.kahuna.storage;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the images of a pool are follows from a few of its fields. */
@Timeout(120)
final class PoolChangesTest {
    private static final List<String> PLACES = List.of(
            "{\"pool\":\"elsewhere\"}",
            "{\"ceph_address\":\"ceph.example.com\"}",
            "{\"ceph_port\":6789}",
            "{\"ceph_secret_uuid\":\"5c1f22d8-0000-4000-8000-000000000000\"}");

    private final KahunaWorld world = KahunaWorld.shared();
    private final Place place = new Place(world);
    private final String path = "/pool/" + place.pool;

    @Test
    void a_pool_stays_where_its_templates_are() {
        place.agentsWork();
        var template = world.get("/template/" + place.template()).get("name");
        PLACES.forEach(change -> world.put(path, change).refuses(409, "StoragePool '", "Template '" + template));
    }

    @Test
    void a_pool_stays_where_its_volumes_are() {
        place.agentsWork();
        var volume = "/volume/" + place.volume("raw", 1);
        var name = world.get(volume).get("name");
        PLACES.forEach(change -> world.put(path, change).refuses(409, "StoragePool '", "Volume '" + name));
        // Everything else changes; what is said again, or left empty, is no change.
        var same = world.get(path).is(200).text().replace("\"cost\"", "\"ceph_secret_uuid\":\"\",\"cost\"");
        world.put(path, same).is(200);
        world.put(path, Place.named("pool", ",\"description\":\"fast\",\"cost\":{\"price\":1,\"currency\":\"EUR\"}"))
                .is(200);
        world.delete(volume).is(200);
        PLACES.forEach(change -> world.put(path, change).is(200));
    }
}
