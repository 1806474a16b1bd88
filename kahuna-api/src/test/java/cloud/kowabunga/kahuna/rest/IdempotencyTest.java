package cloud.kowabunga.kahuna.rest;

import static cloud.kowabunga.kahuna.db.Tables.IDEMPOTENCY_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import cloud.kowabunga.kahuna.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jooq.JSONB;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class IdempotencyTest {
    private final KahunaWorld world = KahunaWorld.shared();

    @Test
    void the_same_key_and_body_make_one_thing_and_get_one_answer() {
        var key = KahunaWorld.fresh("key");
        var body = Place.named("region", ",\"domain\":\"d\"");
        var first = world.post("/region", body, "Idempotency-Key", key).is(201);
        var second = world.post("/region", body, "Idempotency-Key", key).is(201);
        assertThat(second.text()).isEqualTo(first.text());
        assertThat(second.header("Content-Type")).startsWith("application/json");
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        world.post("/region", Place.named("region", ",\"domain\":\"d\""), "Idempotency-Key", key)
                .refuses(422, "Idempotency-Key");
        world.delete("/region/" + first.id(), "Idempotency-Key", key).refuses(422, "Idempotency-Key");
    }

    @Test
    void many_at_once_with_one_key_make_one_thing() throws Exception {
        var key = KahunaWorld.fresh("key");
        var body = Place.named("region", ",\"domain\":\"d\"");
        var replies = new ArrayList<String>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<Reply>>();
            for (var call = 0; call < 10; call++) {
                calls.add(() -> world.post("/region", body, "Idempotency-Key", key));
            }
            for (var reply : callers.invokeAll(calls)) {
                replies.add(reply.get().is(201).text());
            }
        }
        assertThat(replies).hasSize(10).containsOnly(replies.getFirst());
    }

    @Test
    void what_was_refused_leaves_the_key_free() {
        var key = KahunaWorld.fresh("key");
        world.post("/region", "{\"name\":\"a\"}", "Idempotency-Key", key).refuses(400, "domain");
        world.post("/region", Place.named("region", ",\"domain\":\"d\""), "Idempotency-Key", key)
                .is(201);
        world.post("/region", "{}", "Idempotency-Key", "k".repeat(201)).refuses(400, "Idempotency-Key");
    }

    @Test
    void an_operation_is_the_same_one() {
        var place = new Place(world).agentsWork();
        var key = KahunaWorld.fresh("key");
        var path = "/project/" + place.project + "/region/" + place.region + "/volume";
        var body = Place.named("volume", ",\"type\":\"raw\",\"size\":1073741824");
        var first = world.post(path, body, "Idempotency-Key", key, "Prefer", "respond-async")
                .is(202);
        var second = world.post(path, body, "Idempotency-Key", key, "Prefer", "respond-async")
                .is(202);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.header("X-Kowabunga-Operation")).isEqualTo(first.id());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    }

    @Test
    void an_operation_that_was_refused_is_not_done_again() {
        var place = new Place(world);
        var path = "/project/" + place.project + "/region/" + place.region + "/volume";
        var tooLarge = Place.named("volume", ",\"type\":\"raw\",\"size\":1125899906842624");
        var key = KahunaWorld.fresh("key");
        var first = world.post(path, tooLarge, "Idempotency-Key", key).refuses(507, "does not fit");
        assertThat(first.header("X-Kowabunga-Operation")).isNotEmpty();
        var second = world.post(path, tooLarge, "Idempotency-Key", key).refuses(507, "does not fit");
        assertThat(second.header("X-Kowabunga-Operation")).isEqualTo(first.header("X-Kowabunga-Operation"));
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void a_secret_is_told_once_and_not_again() {
        var user = world.post(
                        "/user",
                        "{\"name\":\"%1$s\",\"email\":\"%1$s@example.com\",\"role\":\"user\"}"
                                .formatted(KahunaWorld.fresh("bot")))
                .is(201);
        var path = "/user/" + user.id() + "/token?expire=false";
        var key = KahunaWorld.fresh("key");
        assertThat(world.patch(path, "Idempotency-Key", key).is(200).header("X-Kowabunga-Secret"))
                .isNotEmpty();
        var again = world.patch(path, "Idempotency-Key", key).is(200);
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(again.header("X-Kowabunga-Secret")).isEmpty();
    }

    @Test
    void after_a_kahuna_died_over_a_request_the_same_request_finds_what_it_did() {
        var place = new Place(world).agentsWork();
        var key = KahunaWorld.fresh("key");
        var volumes = "/project/" + place.project + "/region/" + place.region + "/volume";
        var volume = Place.named("volume", ",\"type\":\"raw\",\"size\":1073741824");
        var made = world.post(volumes, volume, "Idempotency-Key", key).is(201);
        forgetAnswer(key, made.id());
        var again = world.post(volumes, volume, "Idempotency-Key", key).is(201);
        assertThat(again.text()).isEqualTo(made.text());
        assertThat(again.header("X-Kowabunga-Operation")).isEqualTo(made.header("X-Kowabunga-Operation"));

        var otherKey = KahunaWorld.fresh("key");
        var region = Place.named("region", ",\"domain\":\"d\"");
        var first = world.post("/region", region, "Idempotency-Key", otherKey).is(201);
        forgetAnswer(otherKey, first.id());
        assertThat(world.post("/region", region, "Idempotency-Key", otherKey)
                        .is(201)
                        .text())
                .isEqualTo(first.text());
    }

    /** As it stands when a Kahuna dies before it has written its answer down. */
    private void forgetAnswer(String key, String resource) {
        world.database()
                .change(sql -> sql.update(IDEMPOTENCY_KEY)
                        .setNull(IDEMPOTENCY_KEY.STATUS)
                        .set(IDEMPOTENCY_KEY.RESPONSE, JSONB.valueOf("{\"resource\":\"" + resource + "\"}"))
                        .set(IDEMPOTENCY_KEY.CREATED_AT, Instant.now().minusSeconds(60))
                        .where(IDEMPOTENCY_KEY.KEY.eq(key))
                        .execute());
    }
}
