package cloud.kowabunga.kahuna.access;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Reply;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class IdentityProviderTest {
    private final KahunaWorld world = KahunaWorld.shared();
    private OidcProvider provider;
    private String email;

    @BeforeAll
    void a_user_and_a_provider() throws IOException {
        var name = KahunaWorld.fresh("vouched");
        email = name + "@example.org";
        world.post("/user", "{\"name\":\"%s\",\"email\":\"%s\",\"role\":\"user\"}".formatted(name, email))
                .is(201);
        signIn("eyJhbGciOiJSUzI1NiJ9.e30.aaaa").refuses(503, "does not answer");
        provider = new OidcProvider(world.identityProvider());
    }

    @AfterAll
    void close() {
        provider.close();
    }

    @Test
    void who_signed_in_there_is_signed_in_here_as_the_user_with_that_address() {
        var token = signIn(provider.token(provider.claims(email.toUpperCase(Locale.ROOT))))
                .is(200)
                .get("jwt");
        var request = world.request("GET", "/api/v1/region", null).header("Authorization", "Bearer " + token);
        world.send(request).is(200);
        var user = world.request("POST", "/api/v1/region", "{\"name\":\"a\",\"domain\":\"b\"}")
                .header("Authorization", "Bearer " + token);
        world.send(user).refuses(403);
        assertThat(world.get("/audit?who=%s&result=DONE".formatted(email.replace("@example.org", "")))
                        .is(200)
                        .text())
                .contains("SignIn")
                .doesNotContain("eyJ");
    }

    @Test
    void an_address_that_nobody_here_has_makes_no_user() {
        signIn(provider.token(provider.claims("stranger@example.org"))).refuses(401, "Ask an administrator");
        assertThat(world.get("/user").is(200).text()).doesNotContain("stranger");
        assertThat(world.get("/audit?noun=user&result=REFUSED").is(200).text())
                .contains("SignIn", "Nobody here has the address stranger@example.org")
                .doesNotContain("eyJ");
    }

    @Test
    void only_what_the_provider_signed_for_this_platform_a_short_while_ago_is_good() {
        refused(provider.claims(email).audience("another-client"));
        refused(provider.claims(email).issuer("http://127.0.0.1:1"));
        refused(provider.claims(email).expirationTime(Date.from(Instant.now().minusSeconds(120))));
        refused(provider.claims(email)
                .issueTime(Date.from(Instant.now().minusSeconds(660)))
                .expirationTime(Date.from(Instant.now().plusSeconds(3600))));
        signIn(OidcProvider.token(provider.claims(email), OidcProvider.key("first")))
                .refuses(401);
        signIn(OidcProvider.token(provider.claims(email), OidcProvider.key("unknown")))
                .refuses(401);
        signIn(new PlainJWT(provider.claims(email).build()).serialize()).refuses(401);
        signIn("nonsense").refuses(401);
    }

    @Test
    void an_address_that_the_provider_did_not_verify_is_nobodys() {
        refused(provider.claims(email).claim("email_verified", false));
        refused(provider.claims(email).claim("email_verified", null));
        refused(provider.claims(email).claim("email", null));
    }

    private void refused(JWTClaimsSet.Builder claims) {
        signIn(provider.token(claims)).refuses(401);
    }

    private Reply signIn(String token) {
        return world.send(world.request("POST", "/api/v1/login/oidc", "{\"id_token\":\"%s\"}".formatted(token)));
    }
}
