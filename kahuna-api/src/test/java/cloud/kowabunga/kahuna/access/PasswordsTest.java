package cloud.kowabunga.kahuna.access;

import static cloud.kowabunga.kahuna.db.Tables.APP_USER;
import static cloud.kowabunga.kahuna.db.Tables.PASSWORD_RESET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Reply;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Passwords, from the first to the forgotten one. */
final class PasswordsTest {
    private static final Pattern TOKEN = Pattern.compile("(?m)^([A-Za-z0-9_-]{43})\\r?$");
    private final KahunaWorld world = KahunaWorld.shared();

    @Test
    void a_password_is_kept_as_argon2id_and_told_to_nobody() {
        var person = Person.of(world, Role.USER);
        var changed = world.put("/user/" + person.id() + "/password", "{\"value\":\"correct horse\"}")
                .is(200);
        assertThat(changed.text()).isEmpty();
        assertThat(hash(person)).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        world.put("/user/" + person.id() + "/password", "{\"value\":\"short\"}").refuses(422, "8 to 256");
        world.put("/user/" + person.id() + "/password", "{}").refuses(400, "value");
        world.put("/user/nobody/password", "{\"value\":\"correct horse\"}").refuses(404, "nobody");
    }

    @Test
    void a_new_password_ends_every_sign_in_made_before() {
        var person = withPassword("correct horse");
        var session = signIn(person, "correct horse").is(200).get("jwt");
        with(session).is(200);

        person.send("PUT", "/user/" + person.id() + "/password", "{\"value\":\"battery staple\"}")
                .is(200);

        with(session).refuses(401);
        signIn(person, "correct horse").refuses(401);
        with(signIn(person, "battery staple").is(200).get("jwt")).is(200);
    }

    @Test
    void who_is_removed_is_out_at_once() {
        var person = withPassword("correct horse");
        var session = signIn(person, "correct horse").is(200).get("jwt");
        world.delete("/user/" + person.id()).is(200);
        with(session).refuses(401);
        person.get("/region").refuses(401);
        signIn(person, "correct horse").refuses(401);
    }

    @Test
    void signing_in_answers_the_same_for_nobody_and_for_a_wrong_password() {
        var person = withPassword("correct horse");
        var wrong = signIn(person, "wrong").refuses(401);
        var nobody = world.send(world.request(
                        "POST", "/api/v1/login", "{\"email\":\"nobody@example.com\",\"password\":\"wrong\"}"))
                .refuses(401);
        assertThat(wrong.text()).isEqualTo(nobody.text());
        // One without a password cannot be signed in to either, with no password at all least of all.
        var bot = Person.of(world, Role.USER);
        signIn(bot, "").refuses(401);
    }

    @Test
    void where_no_mail_goes_out_the_administrator_is_told_a_token_that_is_good_once() {
        var person = withPassword("correct horse");
        var session = signIn(person, "correct horse").is(200).get("jwt");
        var token =
                world.patch("/user/" + person.id() + "/resetPassword").is(200).header("X-Kowabunga-Secret");
        assertThat(token).hasSize(43);
        // Until it is redeemed nothing has changed.
        with(session).is(200);

        redeem(token, "short").refuses(422, "8 to 256");
        redeem("another one", "battery staple").refuses(422, "token");
        assertThat(redeem(token, "battery staple").is(200).text()).isEmpty();
        redeem(token, "a third one").refuses(422, "token");

        with(session).refuses(401);
        signIn(person, "battery staple").is(200);
    }

    @Test
    void of_many_who_redeem_a_token_at_the_same_time_one_succeeds() {
        var person = withPassword("correct horse");
        var token =
                world.patch("/user/" + person.id() + "/resetPassword").is(200).header("X-Kowabunga-Secret");
        var answers = IntStream.range(0, 8)
                .mapToObj(n -> CompletableFuture.supplyAsync(
                        () -> redeem(token, "battery staple " + n).status(), Thread::startVirtualThread))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(answers).containsOnly(200, 422);
        assertThat(answers.stream().filter(status -> status == 200)).hasSize(1);
    }

    @Test
    void a_token_that_has_run_out_is_not_good() {
        var person = withPassword("correct horse");
        var token =
                world.patch("/user/" + person.id() + "/resetPassword").is(200).header("X-Kowabunga-Secret");
        expireResets(person);
        redeem(token, "battery staple").refuses(422, "token");
    }

    @Test
    void whoever_asks_hears_the_same_and_only_the_owner_gets_mail() throws Exception {
        var server = new GreenMail(new ServerSetup(world.mailPort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            var person = withPassword("correct horse");
            var unknown = forgot("POST", "nobody@example.com").is(200);
            var known = forgot("PUT", person.id() + "@EXAMPLE.com").is(200);
            assertThat(known.text()).isEqualTo(unknown.text()).isEmpty();
            assertThat(known.header("X-Kowabunga-Secret")).isEmpty();

            await().until(() -> server.getReceivedMessages().length > 0);
            var mail = server.getReceivedMessages()[0];
            assertThat(mail.getAllRecipients()).hasSize(1);
            assertThat(mail.getAllRecipients()[0]).hasToString(person.id() + "@example.com");
            var found = TOKEN.matcher(GreenMailUtil.getBody(mail));
            assertThat(found.find()).isTrue();
            redeem(found.group(1), "battery staple").is(200);
            signIn(person, "battery staple").is(200);

            // With a mail server, not even the administrator is told.
            var byAdmin = world.patch("/user/" + person.id() + "/resetPassword").is(200);
            assertThat(byAdmin.header("X-Kowabunga-Secret")).isEmpty();
            await().until(() -> server.getReceivedMessages().length == 2);
        } finally {
            server.stop();
        }
    }

    @Test
    void nobody_is_flooded_with_mail() throws Exception {
        var server = new GreenMail(new ServerSetup(world.mailPort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            var flooded = Person.of(world, Role.USER);
            var other = Person.of(world, Role.USER);
            for (var i = 0; i < 10; i++) {
                forgot("POST", flooded.id() + "@example.com").is(200);
            }
            forgot("POST", other.id() + "@example.com").is(200);
            // Mails go out one after the other, so that the last one's arrival is all of them.
            await().until(() -> to(server, other) == 1);
            assertThat(to(server, flooded)).isEqualTo(3);
        } finally {
            server.stop();
        }
    }

    @Test
    void tokens_that_have_run_out_stand_in_nobodys_way() throws Exception {
        var server = new GreenMail(new ServerSetup(world.mailPort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        try {
            var person = Person.of(world, Role.USER);
            for (var mails = 1; mails <= 3; mails++) {
                forgot("POST", person.id() + "@example.com").is(200);
                var all = mails;
                await().until(() -> to(server, person) == all);
            }
            expireResets(person);
            forgot("POST", person.id() + "@example.com").is(200);
            await().until(() -> to(server, person) == 4);
            assertThat(world.database()
                            .<Integer>read(
                                    sql -> sql.fetchCount(PASSWORD_RESET, PASSWORD_RESET.USER_ID.eq(person.id()))))
                    .isEqualTo(1);
        } finally {
            server.stop();
        }
    }

    private void expireResets(Person person) {
        world.database()
                .change(sql -> sql.update(PASSWORD_RESET)
                        .set(PASSWORD_RESET.EXPIRES_AT, Instant.now().minusSeconds(1))
                        .where(PASSWORD_RESET.USER_ID.eq(person.id()))
                        .execute());
    }

    private static long to(GreenMail server, Person person) throws jakarta.mail.MessagingException {
        var count = 0;
        for (var mail : server.getReceivedMessages()) {
            count += mail.getAllRecipients()[0].toString().startsWith(person.id()) ? 1 : 0;
        }
        return count;
    }

    private Person withPassword(String password) {
        var person = Person.of(world, Role.USER);
        person.send("PUT", "/user/" + person.id() + "/password", "{\"value\":\"%s\"}".formatted(password))
                .is(200);
        return person;
    }

    private String hash(Person person) {
        return world.database()
                .read(sql -> String.valueOf(sql.select(APP_USER.PASSWORD_HASH)
                        .from(APP_USER)
                        .where(APP_USER.ID.eq(person.id()))
                        .fetchSingle()
                        .value1()));
    }

    private Reply forgot(String method, String email) {
        return world.send(world.request(method, "/api/v1/resetPassword", "{\"email\":\"%s\"}".formatted(email)));
    }

    private Reply redeem(String token, String password) {
        return world.send(world.request(
                "POST",
                "/api/v1/resetPassword/redeem",
                "{\"token\":\"%s\",\"value\":\"%s\"}".formatted(token, password)));
    }

    private Reply signIn(Person person, String password) {
        return world.send(world.request(
                "POST",
                "/api/v1/login",
                "{\"email\":\"%s@example.com\",\"password\":\"%s\"}".formatted(person.id(), password)));
    }

    private Reply with(String session) {
        return world.send(world.request("GET", "/api/v1/platform", null).header("Authorization", "Bearer " + session));
    }
}
