package cloud.kowabunga.kahuna.access;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Place;
import cloud.kowabunga.kahuna.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who comes by way of a proxy, or of Koala. */
@Timeout(120)
final class ForwardedTest {
    private static final String FOR = "X-Forwarded-For";

    private final KahunaWorld world = KahunaWorld.shared();

    @Test
    void the_audit_names_the_address_of_the_person_and_not_of_the_proxy() {
        assertThat(audited(region(FOR, "203.0.113.7"))).isEqualTo("203.0.113.7");
        assertThat(audited(region(FOR, "2001:db8::7"))).isEqualTo("2001:db8::7");
        // What was put before it by somebody whom the proxy does not know is nobody's word.
        assertThat(audited(region(FOR, "198.51.100.1, 203.0.113.7"))).isEqualTo("203.0.113.7");
        assertThat(audited(region("X-Forwarded-Host", "kahuna.example.com"))).isEqualTo("127.0.0.1");
    }

    @Test
    void one_who_guesses_behind_a_proxy_stands_in_nobody_elses_way() {
        for (var guess = 0; guess < 30; guess++) {
            signIn("203.0.113.8", KahunaWorld.fresh("nobody"), "guess").refuses(401);
        }
        signIn("203.0.113.8", "admin", world.adminPassword()).refuses(429, "Wait");
        signIn("203.0.113.9", "admin", world.adminPassword()).is(200);
    }

    @Test
    void whoever_is_no_proxy_is_not_believed() throws IOException, InterruptedException {
        try (var elsewhere = HttpClient.newBuilder()
                .localAddress(InetAddress.getByName("127.0.0.2"))
                .build()) {
            var made = send(
                    elsewhere,
                    world.request("POST", "/api/v1/region", Place.named("region", ",\"domain\":\"a.example.com\""))
                            .header("X-API-Key", world.adminKey())
                            .header(FOR, "203.0.113.7"));
            assertThat(audited(made.is(201).id())).isEqualTo("127.0.0.2");
            assertThat(cookie(send(elsewhere, codec()))).doesNotContain("Secure");
        }
        assertThat(cookie(world.send(codec()))).contains("Secure");
    }

    /** Its cookie is for secure connections only where the request came by one. */
    private HttpRequest.Builder codec() {
        return world.request("POST", "/codec", null)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("X-Forwarded-Proto", "https")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "key=" + URLEncoder.encode(world.adminKey(), StandardCharsets.UTF_8)));
    }

    private static String cookie(Reply reply) {
        return reply.is(200).header("Set-Cookie");
    }

    private static Reply send(HttpClient from, HttpRequest.Builder request) throws IOException, InterruptedException {
        return new Reply(from.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    }

    private String region(String header, String value) {
        return world.post("/region", Place.named("region", ",\"domain\":\"a.example.com\""), header, value)
                .is(201)
                .id();
    }

    private String audited(String region) {
        return world.get("/audit?resource=" + region)
                .is(200)
                .json()
                .path(0)
                .path("address")
                .asString();
    }

    private Reply signIn(String address, String login, String password) {
        return world.send(world.request(
                        "POST", "/api/v1/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(login, password))
                .header(FOR, address));
    }
}
