package cloud.kowabunga.kahuna.rest;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.Reply;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Whatever goes wrong leaves in the one error shape. */
final class ErrorsTest {
    private final KahunaWorld world = KahunaWorld.shared();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                        | body",
                "                                         | body",
                "[]                                       | body",
                "{\"name\":7,\"domain\":\"a\"}            | name",
                "{\"domain\":\"a\"}                       | name",
                "{\"name\":\"a\"}                         | domain",
                "{\"name\":\"a\",\"domain\":[\"a\"]}      | domain",
                "{\"name\":\"a\",\"domain\":\"a\"} x      | body"
            })
    void a_body_that_cannot_be_read_names_the_field(String body, String field) {
        world.post("/region", body == null ? "" : body).refuses(400, field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"a\",\"interface\":\"b\",\"vlan\":\"1\"}                 | vlan",
                "{\"name\":\"a\",\"interface\":\"b\",\"vlan\":1.5}                   | vlan",
                "{\"name\":\"a\",\"interface\":\"b\",\"vlan\":99999999999999999999}  | vlan",
                "{\"name\":\"a\",\"interface\":\"b\",\"private\":\"yes\"}            | private"
            })
    void a_value_of_the_wrong_type_names_the_field(String body, String field) {
        var region = world.post("/region", "{\"name\":\"%s\",\"domain\":\"d\"}".formatted(KahunaWorld.fresh("r")))
                .id();
        world.post("/region/" + region + "/vnet", body).refuses(400, field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nowhere",
                "/pool/",
                "/region/x/y/z",
                "/region/no such region",
                "/operation/none",
                "/instance/%2e"
            })
    void what_is_not_there_is_404(String path) {
        world.get(path.replace(" ", "%20")).refuses(404);
    }

    @Test
    void a_wrong_method_is_405_and_says_which_are_right() {
        assertThat(world.delete("/region").refuses(405, "DELETE").header("Allow"))
                .contains("GET", "POST");
    }

    @Test
    void an_answer_that_nobody_wants_is_406() {
        send(world.request("GET", "/api/v1/region", null).header("Accept", "text/html"))
                .refuses(406);
    }

    @Test
    void a_body_that_is_no_json_is_415() {
        var form = HttpRequest.newBuilder(URI.create(world.address() + "/api/v1/region"))
                .POST(HttpRequest.BodyPublishers.ofString("name=a"))
                .header("Content-Type", "application/x-www-form-urlencoded");
        send(form).refuses(415);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "text/plain",
                "application/json;charset=x"
            })
    void a_body_that_claims_to_be_something_else_is_415(String type) {
        var broken = HttpRequest.newBuilder(URI.create(world.address() + "/api/v1/region"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"a\",\"domain\":\"b\"}"))
                .header("Content-Type", type);
        send(broken).refuses(415);
        send(world.request("GET", "/api/v1/region", null).header("Content-Type", type))
                .is(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/search/instances?=a", "/search/instances?name=%f6", "/operation?noun=%00%zz"})
    void a_query_that_cannot_be_read_is_400(String path) throws IOException {
        assertThat(raw("GET /api/v1" + path + " HTTP/1.1\r\nX-API-Key: " + world.adminKey()))
                .startsWith("HTTP/1.1 400")
                .contains("application/json", "\"reason\":");
    }

    @ParameterizedTest
    @ValueSource(strings = {"description", "name", "domain"})
    void a_text_that_cannot_be_kept_names_the_field(String field) {
        for (var broken : List.of("a\\u0000b", "\\ud800", "\\udc00\\ud800")) {
            world.post("/region", "{\"name\":\"a\",\"domain\":\"a\",\"%s\":\"%s\"}".formatted(field, broken))
                    .refuses(400, field);
        }
        world.get("/search/instances?name=a%00").refuses(400);
        world.get("/region/a%00").refuses(400);
    }

    @Test
    void a_text_comes_back_as_it_was_written() {
        var text = "Tab\tline\nquote\" \\ Ünï 雲 \ud83c\udf0a \u200b end ";
        var body = new JsonMapper()
                .createObjectNode()
                .put("name", KahunaWorld.fresh("r"))
                .put("domain", "d")
                .put("description", text);
        var id = world.post("/region", body.toString()).is(201).id();
        assertThat(world.get("/region/" + id).get("description")).isEqualTo(text);
    }

    @Test
    void a_body_without_end_is_413() {
        var long_body = "{\"name\":\"" + "a".repeat(2 << 20) + "\"}";
        world.post("/region", long_body).refuses(413, "1 MiB");
        var chunked = HttpRequest.newBuilder(URI.create(world.address() + "/api/v1/region"))
                .timeout(Duration.ofSeconds(20))
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new java.io.ByteArrayInputStream(long_body.getBytes(StandardCharsets.UTF_8))))
                .header("Content-Type", "application/json");
        send(chunked).refuses(413, "1 MiB");
    }

    @ParameterizedTest
    @CsvSource({"GET,/konvey", "GET,/kwarantine", "GET,/kylo/1", "POST,/kompute/x/kmotion/plan", "GET,/kwarantine/1"})
    void what_is_announced_and_not_built_is_501(String method, String path) {
        world.send(method, path, null).refuses(501, "not built");
    }

    @ParameterizedTest
    @CsvSource({
        "/search/instances?limit=many,400,limit",
        "/search/instances?limit=0,422,limit",
        "/search/instances?state=odd,422,state",
        "/search/instances?sort=color,422,color",
        "/operation?state=odd,422,state",
        "/operation?noun=odd,422,noun"
    })
    void a_query_that_makes_no_sense_names_the_parameter(String path, int status, String word) {
        world.get(path).refuses(status, word);
    }

    @Test
    void what_tomcat_refuses_is_no_page_either() throws IOException {
        assertThat(raw("GET /api/v1/a|b<> HTTP/1.1"))
                .startsWith("HTTP/1.1 400")
                .contains("application/json", "\"reason\":")
                .doesNotContain("<html", "Exception");
    }

    /** What no client would send. */
    private String raw(String head) throws IOException {
        var uri = URI.create(world.address());
        try (var socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.getOutputStream()
                    .write((head + "\r\nHost: x\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Reply send(HttpRequest.Builder request) {
        return world.send(request.header("X-API-Key", world.adminKey()));
    }
}
