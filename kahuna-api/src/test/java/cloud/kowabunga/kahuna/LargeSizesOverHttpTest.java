package cloud.kowabunga.kahuna;

import static cloud.kowabunga.kahuna.db.Tables.AGENT_STATUS;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.Bytes;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.topology.AgentId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever size somebody asks for, and however much was promised, everybody gets an answer that says something. */
@Timeout(120)
final class LargeSizesOverHttpTest {
    private static final long MORE_THAN_A_PIB = (1L << 50) + 1;

    private final KahunaWorld world = KahunaWorld.shared();
    private final Place place = new Place(world);

    @Test
    void nobody_knows_how_large_a_pool_is_whose_agent_is_away_but_sizes_have_an_end() {
        poolIsAway();
        for (var size : new long[] {MORE_THAN_A_PIB, Long.MAX_VALUE}) {
            world.post(volumes(), raw(size), "Prefer", "respond-async")
                    .refuses(422, "size: ", "1 PiB", size + " bytes");
        }
        world.post(volumes(), raw(MORE_THAN_A_PIB - 1), "Prefer", "respond-async")
                .is(202);
    }

    @Test
    void a_volume_does_not_grow_beyond_the_end_but_may_be_renamed_where_it_is_larger_already() {
        place.agentsWork();
        var volume = "/volume/" + place.volume("raw", 1);
        world.put(volume, "{\"size\":%d}".formatted(MORE_THAN_A_PIB)).refuses(422, "size: ", "1 PiB");
        enlarge(volume.substring(8));
        world.put(volume, raw(Long.MAX_VALUE)).is(200);
    }

    @Test
    void what_was_promised_beyond_all_numbers_is_the_largest_number() {
        poolIsAway();
        for (var volume = 0; volume < 2; volume++) {
            var made = world.post(volumes(), raw(1 << 20), "Prefer", "respond-async")
                    .is(202);
            enlarge(made.json().path("resource").asString());
        }
        assertThat(world.get("/project/" + place.project + "/usage")
                        .is(200)
                        .json()
                        .path("storage")
                        .asLong())
                .isEqualTo(Long.MAX_VALUE);
        world.get("/project/" + place.project + "/cost").is(200);
        assertThat(world.get("/search/capacity").is(200).text()).contains("\"promised\":" + Long.MAX_VALUE);

        world.put("/project/" + place.project, "{\"quotas\":{\"storage\":1073741824}}")
                .is(200);
        world.post(volumes(), raw(1 << 20)).refuses(507, "may use 1 GiB of storage");
    }

    @Test
    void a_disk_of_a_kompute_has_the_same_end() {
        for (var disk : new String[] {"disk", "data_disk"}) {
            var other = disk.equals("disk") ? "data_disk" : "disk";
            world.post(
                            "/project/%s/zone/%s/kompute".formatted(place.project, place.zone),
                            Place.named(
                                    "k",
                                    ",\"memory\":1073741824,\"vcpus\":1,\"%s\":%d,\"%s\":1073741824"
                                            .formatted(disk, MORE_THAN_A_PIB, other)))
                    .refuses(422, disk + ": ", "1 PiB");
        }
    }

    @Test
    void memory_has_an_end_for_whatever_has_memory() {
        var zone = "/project/%s/zone/%s".formatted(place.project, place.zone);
        for (var memory : new long[] {(64L << 40) + 1, Long.MAX_VALUE}) {
            var more =
                    ",\"memory\":%d,\"vcpus\":1,\"disk\":1073741824,\"adapters\":[],\"volumes\":[]".formatted(memory);
            for (var noun : new String[] {"/instance", "/kompute"}) {
                world.post(zone + noun, Place.named("m", more)).refuses(422, "memory: ", "64 TiB", memory + " bytes");
            }
        }
        place.agentsWork();
        var instance = world.post(
                        zone + "/instance",
                        place.instance(KahunaWorld.fresh("m"), place.adapter(), place.volume("raw", 1)))
                .is(201);
        world.put("/instance/" + instance.id(), "{\"memory\":%d}".formatted(Long.MAX_VALUE))
                .refuses(422, "memory: ", "64 TiB");
    }

    private void poolIsAway() {
        world.database()
                .change(sql -> sql.update(AGENT_STATUS)
                        .set(AGENT_STATUS.CONNECTED, false)
                        .where(AGENT_STATUS.AGENT_ID.eq(new AgentId(place.agent)))
                        .execute());
    }

    /** As one that was asked for before sizes had an end. */
    private void enlarge(String volume) {
        world.database()
                .change(sql -> sql.update(VOLUME)
                        .set(VOLUME.SIZE, new Bytes(Long.MAX_VALUE))
                        .where(VOLUME.ID.eq(new VolumeId(volume)))
                        .execute());
    }

    private String volumes() {
        return "/project/%s/region/%s/volume".formatted(place.project, place.region);
    }

    private static String raw(long size) {
        return Place.named("v", ",\"type\":\"raw\",\"size\":" + size);
    }
}
