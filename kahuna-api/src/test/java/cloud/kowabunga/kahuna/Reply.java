package cloud.kowabunga.kahuna;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Kahuna answered. */
public record Reply(HttpResponse<String> response) {
    private static final JsonMapper JSON = new JsonMapper();

    public int status() {
        return response.statusCode();
    }

    public String text() {
        return response.body();
    }

    public JsonNode json() {
        return JSON.readTree(text());
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** A text of the body. */
    public String get(String field) {
        return json().path(field).asString("");
    }

    public String id() {
        return get("id");
    }

    /** That it went well, with this status. */
    public Reply is(int status) {
        assertThat(status()).as(text()).isEqualTo(status);
        return this;
    }

    /** That it was refused, in the one error shape, with words like these. */
    public Reply refuses(int status, String... words) {
        is(status);
        assertThat(header("Content-Type")).startsWith("application/json");
        assertThat(json().propertyNames()).containsExactly("status", "error", "reason");
        assertThat(json().path("status").asInt()).isEqualTo(status);
        assertThat(get("error")).isNotBlank();
        assertThat(get("reason")).isNotBlank().doesNotContain("Exception", "cloud.kowabunga");
        for (var word : words) {
            assertThat(get("reason")).contains(word);
        }
        return this;
    }
}
