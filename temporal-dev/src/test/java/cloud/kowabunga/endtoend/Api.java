package cloud.kowabunga.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Kahuna's REST API as a script would call it. */
public final class Api {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String base;
    private final String key;

    public Api(String base, String key) {
        this.base = base + "/api/v1";
        this.key = key;
    }

    public record Answer(int status, JsonNode body, java.net.http.HttpHeaders headers) {
        public Answer orFail() {
            if (status >= 400) {
                throw new AssertionError(status + ": " + body);
            }
            return this;
        }
    }

    public JsonNode get(String path) {
        return call("GET", path, null).orFail().body();
    }

    public Answer call(String method, String path, @Nullable String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofMinutes(10))
                .header("X-API-Key", key);
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        try {
            var answer = http.send(
                    request.method(
                                    method,
                                    body == null
                                            ? HttpRequest.BodyPublishers.noBody()
                                            : HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.body().isEmpty() ? JSON.nullNode() : JSON.readTree(answer.body()),
                    answer.headers());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** An answer that has no end, line by line. */
    public Stream<String> lines(String path) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .header("X-API-Key", key)
                .header("Accept", "text/event-stream")
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofLines()).body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The operation that the call began; nothing is waited for but its admission. */
    public JsonNode begin(String method, String path, @Nullable String body) {
        return call(method, path, body, "Prefer", "respond-async").orFail().body();
    }

    public JsonNode operation(JsonNode operation) {
        return get("/operation/" + operation.path("id").asText());
    }

    public List<String> ids(String path) {
        var ids = new ArrayList<String>();
        get(path).forEach(id -> ids.add(id.asText()));
        return ids;
    }

    /** The object of that name in a list of ids. */
    public JsonNode named(String list, String kind, String name) {
        return ids(list).stream()
                .map(id -> get("/" + kind + "/" + id))
                .filter(object -> object.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " named " + name));
    }
}
