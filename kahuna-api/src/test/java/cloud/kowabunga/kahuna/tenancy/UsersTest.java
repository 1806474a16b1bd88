package cloud.kowabunga.kahuna.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import cloud.kowabunga.kahuna.Reply;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Users, teams and keys over HTTP. */
final class UsersTest {
    private final KahunaWorld world = KahunaWorld.shared();

    @Test
    void a_user_comes_back_as_given_and_keeps_what_an_update_leaves_out() {
        var made = user("projectAdmin");
        assertThat(made.json().propertyNames()).containsExactly("id", "name", "email", "role", "notifications");
        assertThat(world.get("/user/" + made.id()).is(200).text()).isEqualTo(made.text());
        assertThat(world.get("/user").is(200).text()).contains(made.id());
        var changed =
                world.put("/user/" + made.id(), "{\"notifications\":true}").is(200);
        assertThat(changed.get("role")).isEqualTo("projectAdmin");
        assertThat(changed.text()).contains("\"notifications\":true");
        assertThat(world.put("/user/" + made.id(), changed.text()).is(200).text())
                .isEqualTo(changed.text());
        world.delete("/user/" + made.id()).is(200);
        world.get("/user/" + made.id()).refuses(404, made.id());
        world.delete("/user/" + made.id()).refuses(404, made.id());
    }

    @Test
    void what_is_no_user_is_refused() {
        world.post("/user", "{\"name\":\"a\",\"email\":\"a@example.com\"}").refuses(400, "role");
        world.post("/user", "{\"name\":\"a\",\"email\":\"a@example.com\",\"role\":\"root\"}")
                .refuses(422, "role", "superAdmin, projectAdmin, user");
        world.post("/user", "{\"name\":\"a\",\"email\":\"nobody\",\"role\":\"user\"}")
                .refuses(422, "email");
        var email = user("user").get("email");
        world.post(
                        "/user",
                        "{\"name\":\"a\",\"email\":\"%s\",\"role\":\"user\"}"
                                .formatted(email.toUpperCase(java.util.Locale.ROOT)))
                .refuses(409, "email");
    }

    @Test
    void nobody_raises_their_own_role_or_moves_their_email() {
        for (var role : new String[] {"user", "projectAdmin"}) {
            var made = user(role);
            var key = key(made.id());
            var path = "/user/" + made.id();
            as(key, "PUT", path, "{\"role\":\"superAdmin\"}").refuses(403, "role", "superAdmin");
            as(key, "PUT", path, "{\"email\":\"other@example.com\"}").refuses(403, "email");
            assertThat(as(key, "PUT", path, made.text().replace("\"notifications\":false", "\"notifications\":true"))
                            .is(200)
                            .text())
                    .contains("\"notifications\":true");
            as(key, "POST", "/team", "{\"name\":\"t\",\"users\":[]}").refuses(403, "superAdmin");
            as(key, "POST", "/user", "{\"name\":\"t\",\"email\":\"t@example.com\",\"role\":\"superAdmin\"}")
                    .refuses(403, "superAdmin");
            assertThat(as(key, "GET", path, null).is(200).get("role")).isEqualTo(role);
        }
    }

    @Test
    void a_project_admin_sees_who_is_in_the_same_team_and_touches_nobody() {
        var admin = user("projectAdmin");
        var mate = user("user");
        var chief = user("superAdmin");
        world.post(
                        "/team",
                        Place.named(
                                "team",
                                ",\"users\":[\"%s\",\"%s\",\"%s\"]".formatted(mate.id(), admin.id(), chief.id())))
                .is(201);
        var key = key(admin.id());
        for (var other : new Reply[] {mate, chief}) {
            var path = "/user/" + other.id();
            assertThat(as(key, "GET", path, null).is(200).id()).isEqualTo(other.id());
            as(key, "PUT", path, "{\"notifications\":true}").refuses(403);
            as(key, "PUT", path + "/password", "{\"value\":\"a new password\"}").refuses(403);
            as(key, "PATCH", path + "/token?expire=false", null).refuses(403);
            as(key, "PATCH", path + "/resetPassword", null).refuses(403);
            as(key, "DELETE", path, null).refuses(403);
        }
        // A user sees nobody but themselves.
        as(key(mate.id()), "GET", "/user/" + admin.id(), null).refuses(404);
        assertThat(as(key(mate.id()), "GET", "/user", null).is(200).text()).isEqualTo("[\"" + mate.id() + "\"]");
    }

    @Test
    void a_bot_has_one_key_with_its_own_role_and_a_new_one_ends_the_old() {
        var bot = user("user");
        var given = world.patch("/user/" + bot.id() + "/token?expire=true&expiration_date=2999-01-31")
                .is(200);
        assertThat(given.json().propertyNames()).containsExactly("id", "name", "expire", "expiration_date");
        var first = given.header("X-Kowabunga-Secret");
        assertThat(first).matches("kow_[a-z0-9]{8}_[A-Za-z0-9_-]{43}");
        as(first, "GET", "/region", null).is(200);
        as(first, "POST", "/region", "{}").refuses(403);

        var second = key(bot.id());
        as(first, "GET", "/region", null).refuses(401);
        as(second, "GET", "/region", null).is(200);
        world.delete("/user/" + bot.id()).is(200);
        as(second, "GET", "/region", null).refuses(401);
    }

    @Test
    void tokens_are_listed_read_changed_and_removed_without_their_secrets() {
        var bot = user("user");
        var key = key(bot.id());
        var mine = as(key, "GET", "/token", null).is(200);
        assertThat(mine.json().size()).isEqualTo(1);
        var id = mine.json().path(0).asString("");
        assertThat(world.get("/token/" + id).is(200).text()).doesNotContain(key.substring(13));
        await().untilAsserted(() -> assertThat(world.get("/token/" + id).header("X-Kowabunga-Last-Used"))
                .startsWith("20"));
        assertThat(as(
                                key,
                                "PUT",
                                "/token/" + id,
                                "{\"name\":\"nightly\",\"expire\":true,\"expiration_date\":\"2999-12-31\"}")
                        .is(200)
                        .text())
                .isEqualTo("{\"id\":\"%s\",\"name\":\"nightly\",\"expire\":true,\"expiration_date\":\"2999-12-31\"}"
                        .formatted(id));
        assertThat(as(key, "PUT", "/token/" + id, "{\"expire\":false}").is(200).text())
                .doesNotContain("expiration_date");
        as(key, "PUT", "/token/" + id, "{\"expire\":true}").refuses(422, "expirationDate");
        as(key(user("user").id()), "GET", "/token/" + id, null).refuses(404, id);
        as(key, "DELETE", "/token/" + id, null).is(200);
        as(key, "GET", "/region", null).refuses(401);
        world.get("/token/" + id).refuses(404, id);
    }

    @Test
    void an_agents_key_is_a_token_of_administrators() {
        var agent = world.post("/agent", Place.named("agent", ",\"type\":\"Kaktus\""))
                .is(201);
        var token = world.patch("/agent/" + agent.id() + "/token?expire=false").is(200);
        assertThat(world.get("/token/" + token.id()).is(200).text()).isEqualTo(token.text());
        assertThat(world.get("/token").text()).contains(token.id());
        as(key(user("projectAdmin").id()), "GET", "/token/" + token.id(), null).refuses(404);
        assertThat(world.put("/token/" + token.id(), "{\"name\":\"rack 4\",\"description\":\"d\"}")
                        .is(200)
                        .text())
                .contains("\"name\":\"rack 4\"", "\"description\":\"d\"");
        world.delete("/token/" + token.id()).is(200);
        world.get("/token/" + token.id()).refuses(404, token.id());
        assertThat(world.get("/agent/" + agent.id()).is(200).get("name")).isEqualTo(agent.get("name"));
    }

    @Test
    void a_team_keeps_the_order_of_its_users() {
        var one = user("user").id();
        var two = user("user").id();
        var team = world.post("/team", Place.named("team", ",\"users\":[\"%s\",\"%s\"]".formatted(two, one)))
                .is(201);
        assertThat(team.text()).contains("\"users\":[\"%s\",\"%s\"]".formatted(two, one));
        assertThat(world.put("/team/" + team.id(), "{\"users\":[\"%s\",\"%s\"]}".formatted(one, two))
                        .is(200)
                        .text())
                .contains("\"users\":[\"%s\",\"%s\"]".formatted(one, two));
        assertThat(world.put("/team/" + team.id(), "{\"description\":\"d\"}")
                        .is(200)
                        .text())
                .contains("\"users\":[\"%s\",\"%s\"]".formatted(one, two));
        world.put("/team/" + team.id(), "{\"users\":[\"%s\",\"%s\"]}".formatted(one, one))
                .refuses(422, "users");
        world.put("/team/" + team.id(), "{\"users\":[\"nobody\"]}").refuses(404, "nobody");
        world.delete("/user/" + one).is(200);
        assertThat(world.get("/team/" + team.id()).is(200).text()).contains("\"users\":[\"%s\"]".formatted(two));
        var project = world.post(
                        "/project", Place.named("project", ",\"teams\":[\"%s\"],\"regions\":[]".formatted(team.id())))
                .is(201);
        world.delete("/team/" + team.id()).refuses(409, project.get("name"));
        world.delete("/project/" + project.id()).is(200);
        world.delete("/team/" + team.id()).is(200);
        world.get("/team/" + team.id()).refuses(404);
    }

    private Reply user(String role) {
        var name = KahunaWorld.fresh("user");
        return world.post(
                        "/user",
                        "{\"name\":\"%s\",\"email\":\"%s@example.com\",\"role\":\"%s\"}".formatted(name, name, role))
                .is(201);
    }

    private String key(String user) {
        return world.patch("/user/" + user + "/token?expire=false").is(200).header("X-Kowabunga-Secret");
    }

    private Reply as(String key, String method, String path, @Nullable String body) {
        return world.send(world.request(method, "/api/v1" + path, body).header("X-API-Key", key));
    }
}
