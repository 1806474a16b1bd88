package cloud.kowabunga.kahuna.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import cloud.kowabunga.kahuna.Reply;
import cloud.kowabunga.topology.AgentId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessTest {
    private final KahunaWorld world = KahunaWorld.shared();

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "kow_abcdefgh_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void who_has_no_good_key_gets_nothing(String key) {
        var reply = world.send(world.request("GET", "/api/v1/region", null).header("X-API-Key", key));
        assertThat(reply.refuses(401, "The key in X-API-Key is nobody's").header("WWW-Authenticate"))
                .isEqualTo("Bearer");
    }

    @Test
    void even_what_is_not_there_is_not_told_to_strangers() {
        world.send(world.request("GET", "/api/v1/nowhere", null)).refuses(401, "Say who you are");
        world.send(world.request("GET", "/api/v1/region/", null)).refuses(401);
        world.send(world.request("GET", "/api/v1/events", null)).refuses(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/../api/v1/region",
                "/docs/%2e%2e/api/v1/region",
                "/docs/..;/api/v1/region",
                "/agent/v1/../../api/v1/region",
                "/api/v1/region;a=b",
                "/api/v1;a=b/region",
                "//api/v1/region",
                "/api/v1//region",
                "/api/v1/./region",
                "/api/v1/login/../region",
                "/API/v1/region"
            })
    void no_spelling_of_a_path_leads_around_the_table(String path) {
        assertThat(world.send(world.request("GET", path, null)).status()).isIn(400, 401, 404);
        var user = world.request("POST", path, "{\"name\":\"around\",\"domain\":\"d\"}")
                .header("X-API-Key", keyOf(Role.USER, null));
        assertThat(world.send(user).status()).isIn(400, 403, 404, 405);
    }

    @Test
    void an_operation_without_a_row_is_refused_to_everybody() {
        var route = new Routes.Route("GET", "/nowhere", Map.of());
        assertThatThrownBy(() -> world.bean(Permissions.class).require(new Caller("a", "a", Role.SUPER_ADMIN), route))
                .hasMessageContaining("table of rights");
    }

    @Test
    void the_first_administrator_signs_in_and_out() {
        var token = signIn("admin@localhost", world.adminPassword()).is(200).get("jwt");
        assertThat(signIn("admin", world.adminPassword()).is(200).get("password"))
                .isEmpty();

        assertThat(withToken("GET", "/api/v1/platform", token).is(200).get("version"))
                .isNotEmpty();
        assertThat(withToken("POST", "/api/v1/logout", token).is(204).text()).isEmpty();
        withToken("GET", "/api/v1/platform", token).refuses(401, "The token in Authorization is nobody's");
    }

    @Test
    void a_token_that_was_tampered_with_is_void() {
        var token = signIn("admin", world.adminPassword()).is(200).get("jwt");
        withToken("GET", "/api/v1/platform", token.substring(0, token.length() - 6) + "AAAAAA")
                .refuses(401);
        // A token without a signature, as the standard allows and nobody should accept.
        withToken("GET", "/api/v1/platform", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiIsImlzcyI6ImthaHVuYSJ9.")
                .refuses(401);
    }

    @Test
    void who_guesses_passwords_has_to_wait() {
        var login = KahunaWorld.fresh("nobody");
        for (var guess = 0; guess < 5; guess++) {
            // Another spelling is no other login.
            signIn(login.substring(0, guess).toUpperCase(Locale.ROOT) + login.substring(guess), "guess")
                    .refuses(401);
        }
        assertThat(Long.parseLong(signIn(login, "guess").refuses(429, "Wait").header("Retry-After")))
                .isBetween(1L, 301L);
    }

    @Test
    void a_name_gives_no_more_guesses_to_whoever_tried_the_email() {
        var person = Person.of(world, Role.USER);
        var name = world.get("/user/" + person.id()).get("name");
        var email = person.id() + "@example.com";
        for (var login : List.of(email, email.toUpperCase(Locale.ROOT), name, email, name)) {
            signIn(login, "guess").refuses(401);
        }
        signIn(name, "guess").refuses(429, "Wait");
        signIn(email, "guess").refuses(429, "Wait");
    }

    @Test
    void many_guesses_at_the_same_time_are_no_more_than_one_after_the_other() {
        var login = KahunaWorld.fresh("nobody");
        var answers = IntStream.range(0, 12)
                .mapToObj(_ -> CompletableFuture.supplyAsync(
                        () -> signIn(login, "guess").status(), Thread::startVirtualThread))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(answers).containsOnly(401, 429);
        assertThat(answers.stream().filter(status -> status == 401)).hasSize(5);
    }

    @Test
    void who_is_no_administrator_reads_and_changes_nothing() {
        var key = keyOf(Role.USER, null);
        world.send(world.request("GET", "/api/v1/region", null).header("X-API-Key", key))
                .is(200);
        world.send(world.request("POST", "/api/v1/region", "{\"name\":\"a\",\"domain\":\"b\"}")
                        .header("X-API-Key", key))
                .refuses(403, "superAdmin");
    }

    @Test
    void a_key_that_has_run_out_is_void() {
        var key = keyOf(Role.SUPER_ADMIN, Instant.now().minusSeconds(1));
        world.send(world.request("GET", "/api/v1/region", null).header("X-API-Key", key))
                .refuses(401);
    }

    @Test
    void an_agents_key_opens_its_tunnel_and_nothing_else() {
        var agent = agent();
        var first = rotate(agent, "?expire=false");
        var keys = world.bean(AgentKeys.class);
        var opened = keys.open(new AgentId(agent), first).orElseThrow();

        assertThat(keys.stillHolds(opened)).isTrue();
        assertThat(keys.open(new AgentId(agent()), first)).isEmpty();
        world.send(world.request("GET", "/api/v1/region", null).header("X-API-Key", first))
                .refuses(401);
    }

    @Test
    void a_rotated_key_makes_the_old_one_void_and_tells_who_watches() {
        var agent = agent();
        var keys = world.bean(AgentKeys.class);
        Set<AgentId> told = ConcurrentHashMap.newKeySet();
        keys.onChange(told::add, () -> {});
        var first = rotate(agent, "?expire=false");
        var opened = keys.open(new AgentId(agent), first).orElseThrow();
        told.clear();

        var second = rotate(agent, "?expire=true&expirationDate=2999-01-31");

        assertThat(keys.open(new AgentId(agent), first)).isEmpty();
        assertThat(keys.open(new AgentId(agent), second)).isPresent();
        assertThat(keys.stillHolds(opened)).isFalse();
        await().untilAsserted(() -> assertThat(told).contains(new AgentId(agent)));
    }

    @Test
    void a_key_is_told_once_and_in_a_header_only() {
        var reply = world.patch("/agent/" + agent() + "/token?expire=true&expiration_date=2999-01-31")
                .is(200);
        assertThat(reply.header("X-Kowabunga-Secret")).matches("kow_[a-z0-9]{8}_[A-Za-z0-9_-]{43}");
        assertThat(reply.text())
                .doesNotContain(reply.header("X-Kowabunga-Secret").substring(13));
        assertThat(reply.json().propertyNames()).containsExactly("id", "name", "expire", "expiration_date");
        assertThat(reply.get("expiration_date")).isEqualTo("2999-01-31");
    }

    @Test
    void a_key_that_expires_needs_a_day_to_come() {
        var agent = agent();
        world.patch("/agent/" + agent + "/token?expire=true").refuses(422, "expirationDate");
        world.patch("/agent/" + agent + "/token?expire=true&expirationDate=2001-01-01")
                .refuses(422, "expirationDate");
        world.patch("/agent/" + agent + "/token?expire=maybe").refuses(400, "expire");
        world.patch("/agent/none/token?expire=false").refuses(404, "none");
    }

    private String agent() {
        return world.post("/agent", Place.named("agent", ",\"type\":\"Kaktus\""))
                .is(201)
                .id();
    }

    private String rotate(String agent, String query) {
        return world.patch("/agent/" + agent + "/token" + query).is(200).header("X-Kowabunga-Secret");
    }

    private Reply signIn(String email, String password) {
        return world.send(world.request(
                "POST", "/api/v1/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password)));
    }

    private Reply withToken(String method, String path, String token) {
        return world.send(world.request(method, path, null).header("Authorization", "Bearer " + token));
    }

    private String keyOf(Role role, @Nullable Instant expiresAt) {
        return Person.of(world, role, expiresAt).key();
    }
}
