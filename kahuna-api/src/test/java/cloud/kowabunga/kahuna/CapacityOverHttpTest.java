package cloud.kowabunga.kahuna;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What regions have and what is taken of it, added up from reports and promises. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class CapacityOverHttpTest {
    private static final KahunaWorld WORLD = KahunaWorld.shared();

    private static JsonNode row(String id) {
        return found("/search/capacity", id);
    }

    private static JsonNode found(String path, String id) {
        return StreamSupport.stream(WORLD.get(path).is(200).json().spliterator(), false)
                .filter(row -> row.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode measure(String id, String what) {
        return StreamSupport.stream(row(id).path("measures").spliterator(), false)
                .filter(measure -> measure.path("what").asString().equals(what))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void what_is_made_is_counted_where_it_is() {
        var place = new Place(WORLD).agentsWork();
        var kaktus = WORLD.get("/kaktus/" + place.kaktus).is(200).json();
        var caps = WORLD.get("/kaktus/" + place.kaktus + "/caps").is(200).json();
        assertThat(measure(place.kaktus, "vcpus").path("total").asLong())
                .isEqualTo(caps.path("cpu").path("threads").asLong()
                        * kaktus.path("overcommit_cpu_ratio").asLong())
                .isPositive();
        assertThat(measure(place.kaktus, "memory").path("total").asLong())
                .isEqualTo(caps.path("memory").asLong()
                        * kaktus.path("overcommit_memory_ratio").asLong())
                .isPositive();
        assertThat(measure(place.kaktus, "memory").path("used").asLong()).isZero();

        var volume = place.volume("raw", 3);
        var body = place.instance(KahunaWorld.fresh("counted"), place.adapter(), volume);
        WORLD.post("/project/" + place.project + "/zone/" + place.zone + "/instance", body)
                .is(201);

        assertThat(row(place.kaktus).path("instances").asInt()).isEqualTo(1);
        assertThat(row(place.kaktus).path("zone").asString()).isEqualTo(place.zone);
        assertThat(measure(place.kaktus, "vcpus").path("used").asLong()).isEqualTo(1);
        assertThat(measure(place.kaktus, "memory").path("used").asLong()).isEqualTo(1L << 30);
        assertThat(row(place.pool).path("region").asString()).isEqualTo(place.region);
        assertThat(measure(place.pool, "storage").path("promised").asLong()).isEqualTo(3L << 30);
    }

    @Test
    void agents_tell_what_they_serve_and_where_it_is() {
        var place = new Place(WORLD);
        var far = WORLD.post("/agent", Place.named("agent", ",\"type\":\"Kiwi\""))
                .is(201)
                .id();
        var kiwi = WORLD.post("/region/" + place.region + "/kiwi", Place.named("kiwi", ",\"agents\":[\"" + far + "\"]"))
                .is(201)
                .id();
        var served = found("/search/agents", place.agent).path("serves");
        assertThat(served).hasSize(2);
        assertThat(served.path(0).path("noun").asString()).isEqualTo("kaktus");
        assertThat(served.path(0).path("id").asString()).isEqualTo(place.kaktus);
        assertThat(served.path(0).path("zone").asString()).isEqualTo(place.zone);
        assertThat(served.path(1).path("noun").asString()).isEqualTo("pool");
        assertThat(served.path(1).path("id").asString()).isEqualTo(place.pool);
        assertThat(served.path(1).path("region").asString()).isEqualTo(place.region);
        assertThat(found("/search/agents", far)
                        .path("serves")
                        .path(0)
                        .path("id")
                        .asString())
                .isEqualTo(kiwi);
    }

    @Test
    void what_was_never_heard_of_has_nothing_and_is_not_alive() {
        var place = new Place(WORLD);
        var agent = WORLD.post("/agent", Place.named("agent", ",\"type\":\"Kaktus\""))
                .is(201)
                .id();
        var silent = WORLD.post(
                        "/zone/" + place.zone + "/kaktus", Place.named("kaktus", ",\"agents\":[\"" + agent + "\"]"))
                .is(201)
                .id();
        assertThat(row(silent).path("alive").asBoolean()).isFalse();
        assertThat(measure(silent, "vcpus").path("total").asLong()).isZero();
        assertThat(row(place.kaktus).path("alive").asBoolean()).isTrue();
    }
}
