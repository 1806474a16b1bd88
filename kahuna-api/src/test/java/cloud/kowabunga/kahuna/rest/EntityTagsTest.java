package cloud.kowabunga.kahuna.rest;

import static cloud.kowabunga.kahuna.Place.named;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.yaml.snakeyaml.Yaml;

/** Nobody overwrites a change that he has not seen, and nobody is sent what he has. */
@Timeout(240)
final class EntityTagsTest {
    private static final int RACERS = 8;
    /** Whose updates are workflows, of which there is one at a time. */
    private static final Set<String> WORKED_ON = Set.of("instance", "kompute");

    private final KahunaWorld world = KahunaWorld.shared();
    private final Place place = new Place(world).agentsWork();

    @Test
    void an_update_counts_only_for_the_state_that_its_caller_read() {
        var objects = objects();
        assertThat(objects.keySet()).isEqualTo(changeable().keySet());
        objects.forEach((noun, id) -> onlyForTheStateThatWasRead("/" + noun + "/" + id));
        onlyForTheStateThatWasRead("/token/" + keyOfAnAgent());
    }

    private void onlyForTheStateThatWasRead(String path) {
        var read = world.get(path).is(200);
        var tag = read.header("ETag");
        assertThat(tag).as(path).matches("\"[\\w-]{22}\"");
        var known = world.get(path, "If-None-Match", "W/" + tag).is(304);
        assertThat(known.text()).isEmpty();
        assertThat(known.header("ETag")).isEqualTo(tag);
        assertThat(world.get(path, "If-None-Match", "\"other\"").is(200).text()).isEqualTo(read.text());

        var change = "{\"description\":\"" + KahunaWorld.fresh("changed") + "\"}";
        world.put(path, change, "If-Match", "\"other\"").refuses(412, "changed");
        assertThat(world.get(path).text()).as(path).isEqualTo(read.text());
        var changed = world.put(path, change, "If-Match", "\"other\", " + tag).is(200);
        assertThat(changed.header("ETag")).as(path).isNotEqualTo(tag);
        assertThat(world.get(path).header("ETag")).as(path).isEqualTo(changed.header("ETag"));
        world.put(path, change, "If-Match", tag).refuses(412);
        world.put(path, "{\"description\":\"x\"}", "If-Match", "*").is(200);
    }

    @Test
    void the_document_says_so_of_every_object_that_can_be_changed() {
        changeable().forEach((noun, methods) -> {
            assertThat(said(methods, "get")).as(noun).contains("304", "headers/ETag", "parameters/IfNoneMatch");
            assertThat(said(methods, "put")).as(noun).contains("412", "headers/ETag", "parameters/IfMatch");
            assertThat(said(methods, "delete")).as(noun).contains("412", "parameters/IfMatch");
        });
    }

    @Test
    void nothing_is_deleted_that_is_not_what_its_caller_read() {
        objects().forEach((noun, id) -> {
            var path = "/" + noun + "/" + id;
            var read = world.get(path).text();
            world.delete(path, "If-Match", "\"other\"").refuses(412, "changed");
            assertThat(world.get(path).text()).as(noun).isEqualTo(read);
        });
        var agent = "/agent/" + made("/agent", ",\"type\":\"Kaktus\"");
        var key = "/token/" + world.patch(agent + "/token").is(200).id();
        for (var path : List.of(key, agent, "/volume/" + place.volume("raw", 1))) {
            world.delete(path, "If-Match", "\"other\"").refuses(412, "changed");
            world.delete(path, "If-Match", world.get(path).header("ETag")).is(200);
            world.get(path).refuses(404);
        }
    }

    @Test
    void a_volume_that_changed_meanwhile_does_not_grow() {
        place.template();
        var volume = "/volume/" + place.volume("os", 2);
        var tag = world.get(volume).header("ETag");
        world.put(volume, "{\"description\":\"changed\"}").is(200);
        world.put(volume, "{\"size\":3221225472}", "If-Match", tag).refuses(412);
        world.put(volume, "{\"size\":3221225472}", "If-Match", world.get(volume).header("ETag"))
                .is(200);
    }

    @Test
    void who_sends_an_update_again_is_told_the_tag_again() {
        var path = "/kaktus/" + place.kaktus;
        var headers =
                new String[] {"If-Match", world.get(path).header("ETag"), "Idempotency-Key", KahunaWorld.fresh("twice")
                };
        var first = world.put(path, "{\"description\":\"once\"}", headers).is(200);
        var second = world.put(path, "{\"description\":\"once\"}", headers).is(200);
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.header("ETag")).isEqualTo(first.header("ETag"));
    }

    @Test
    void of_many_who_change_what_they_all_read_one_succeeds() throws Exception {
        for (var object : objects().entrySet()) {
            var noun = object.getKey();
            var answers = race("/" + noun + "/" + object.getValue());
            assertThat(answers).as(noun).containsOnlyOnce(200);
            assertThat(answers)
                    .as(noun)
                    .filteredOn(status -> status == 412 || (status == 409 && WORKED_ON.contains(noun)))
                    .hasSize(RACERS - 1);
        }
    }

    private List<Integer> race(String path) throws Exception {
        var tag = world.get(path).header("ETag");
        var racers = new ArrayList<Callable<Integer>>();
        for (var racer = 0; racer < RACERS; racer++) {
            var change = "{\"description\":\"racer %d\"}".formatted(racer);
            racers.add(() -> world.put(path, change, "If-Match", tag).status());
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Integer>();
            for (Future<Integer> answer : threads.invokeAll(racers)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    /** One of each noun that has an update. */
    private Map<String, String> objects() {
        var project = made(
                "/project?subnetSize=26",
                ",\"domain\":\"shop.example.com\",\"teams\":[],\"regions\":[\"%s\"]",
                place.region);
        var template = place.template();
        world.patch("/region/" + place.region + "/pool/" + place.pool + "/default")
                .is(200);
        world.patch("/pool/" + place.pool + "/template/" + template + "/default")
                .is(200);
        var adapter = place.adapter();
        var volume = made(
                "/project/" + project + "/region/" + place.region + "/volume", ",\"type\":\"os\",\"size\":2147483648");
        var inZone = "/project/" + project + "/zone/" + place.zone;
        var instance = world.post(inZone + "/instance", place.instance(KahunaWorld.fresh("web"), adapter, volume))
                .is(201)
                .id();
        var user = made("/user", ",\"role\":\"user\",\"email\":\"%s@example.com\"", KahunaWorld.fresh("ada"));
        return new TreeMap<>(Map.ofEntries(
                Map.entry("region", place.region),
                Map.entry("zone", place.zone),
                Map.entry("kaktus", place.kaktus),
                Map.entry("kiwi", made("/region/" + place.region + "/kiwi", "")),
                Map.entry("agent", place.agent),
                Map.entry("pool", place.pool),
                Map.entry(
                        "nfs",
                        made(
                                "/region/" + place.region + "/nfs",
                                ",\"endpoint\":\"ganesha\",\"backends\":[\"10.0.0.1\"]")),
                Map.entry("template", template),
                Map.entry("vnet", place.vnet),
                Map.entry("subnet", place.subnet),
                Map.entry("adapter", adapter),
                Map.entry("record", made("/project/" + project + "/record", ",\"addresses\":[\"10.0.0.1\"]")),
                Map.entry("project", project),
                Map.entry("team", made("/team", ",\"users\":[\"%s\"]", user)),
                Map.entry("user", user),
                Map.entry(
                        "token", world.patch("/user/" + user + "/token").is(200).id()),
                Map.entry("volume", volume),
                Map.entry("instance", instance),
                Map.entry(
                        "kompute",
                        made(inZone + "/kompute", ",\"memory\":1073741824,\"vcpus\":1,\"disk\":2147483648"))));
    }

    private String keyOfAnAgent() {
        return world.patch("/agent/" + made("/agent", ",\"type\":\"Kaktus\"") + "/token")
                .is(200)
                .id();
    }

    private String made(String path, String more, String... words) {
        return world.post(path, named("tagged", more.formatted((Object[]) words)))
                .is(201)
                .id();
    }

    /** The nouns whose objects are read and changed under one address, each with what the document says of it. */
    private Map<String, Map<String, Object>> changeable() {
        var nouns = new TreeMap<String, Map<String, Object>>();
        Map<String, Map<String, Map<String, Object>>> document = new Yaml()
                .load(world.send(world.request("GET", "/api/v1/openapi.yaml", null))
                        .text());
        document.getOrDefault("paths", Map.of()).forEach((path, methods) -> {
            if (methods.keySet().containsAll(Set.of("get", "put"))) {
                nouns.put(path.split("/", -1)[1], methods);
            }
        });
        return nouns;
    }

    private static String said(Map<String, Object> methods, String method) {
        return String.valueOf(methods.get(method));
    }
}
