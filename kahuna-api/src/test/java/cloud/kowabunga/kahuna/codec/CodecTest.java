package cloud.kowabunga.kahuna.codec;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Reply;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Temporal's remote codec, as a browser with the console open calls it. */
final class CodecTest {
    private static final String CONSOLE = "http://127.0.0.1:21398";
    private static final Payloads CLEAR = Payloads.newBuilder()
            .addPayloads(Payload.newBuilder()
                    .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
                    .setData(ByteString.copyFromUtf8("\"web-1\"")))
            .build();

    private final KahunaWorld world = KahunaWorld.shared();

    @Test
    void a_superAdmin_reads_what_is_sealed() throws InvalidProtocolBufferException {
        var sealed = call("/codec/encode", json(CLEAR), "X-API-Key", world.adminKey())
                .is(200);
        assertThat(sealed.text()).doesNotContain("IndlYi0xIg");
        var opened = call("/codec/decode", sealed.text(), "X-API-Key", world.adminKey())
                .is(200);
        var payloads = Payloads.newBuilder();
        JsonFormat.parser().merge(opened.text(), payloads);
        assertThat(payloads.build()).isEqualTo(CLEAR);
    }

    @Test
    void a_browser_signs_in_with_a_key_and_then_needs_no_more_than_its_cookie() throws InvalidProtocolBufferException {
        assertThat(world.send(world.request("GET", "/codec", null)).is(200).text())
                .contains("API key");
        signIn("kow_abcdefgh_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").refuses(401, "superAdmin");

        var cookie = signIn(world.adminKey()).is(200).header("Set-Cookie");

        assertThat(cookie).contains("Path=/codec", "HttpOnly", "SameSite=Strict");
        call("/codec/decode", json(CLEAR), "Cookie", cookie.split(";", 2)[0], "Origin", CONSOLE)
                .is(200);
        // The cookie opens nothing else.
        world.send(world.request("GET", "/api/v1/region", null).header("Cookie", cookie.split(";", 2)[0]))
                .refuses(401);
    }

    @Test
    void nobody_else_reads_anything() throws InvalidProtocolBufferException {
        call("/codec/decode", json(CLEAR), "Origin", CONSOLE).refuses(401, "superAdmin");
        call("/codec/decode", "[]", "X-API-Key", world.adminKey()).refuses(400);
        call("/codec/nothing", "{}", "X-API-Key", world.adminKey()).refuses(404);
        var sealed = "{\"payloads\":[{\"metadata\":{\"encoding\":\"YmluYXJ5L2VuY3J5cHRlZA==\"},\"data\":\"AAAA\"}]}";
        call("/codec/decode", sealed, "X-API-Key", world.adminKey()).refuses(422, "payload");
    }

    @Test
    void a_browser_may_call_from_the_consoles_pages_only() throws InvalidProtocolBufferException {
        var asked = options(CONSOLE).is(204);
        assertThat(asked.header("Access-Control-Allow-Origin")).isEqualTo(CONSOLE);
        assertThat(asked.header("Access-Control-Allow-Credentials")).isEqualTo("true");
        assertThat(asked.header("Access-Control-Allow-Headers")).contains("X-Namespace");
        assertThat(options("http://evil.example.com").is(204).header("Access-Control-Allow-Origin"))
                .isEmpty();
        assertThat(call("/codec/decode", json(CLEAR), "X-API-Key", world.adminKey(), "Origin", CONSOLE)
                        .is(200)
                        .header("Access-Control-Allow-Origin"))
                .isEqualTo(CONSOLE);
    }

    private Reply options(String origin) {
        return world.send(world.request("OPTIONS", "/codec/decode", null)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST"));
    }

    private Reply signIn(String key) {
        return world.send(world.request("POST", "/codec", null)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("key=" + URLEncoder.encode(key, StandardCharsets.UTF_8))));
    }

    private Reply call(String path, String body, String... headers) {
        return world.send(world.request("POST", path, body).headers(headers));
    }

    private static String json(Payloads payloads) throws InvalidProtocolBufferException {
        return JsonFormat.printer().print(payloads);
    }
}
