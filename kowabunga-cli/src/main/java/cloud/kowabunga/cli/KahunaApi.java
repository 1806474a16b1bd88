package cloud.kowabunga.cli;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Kahuna's REST API. Raises a {@link Refusal} with the server's own sentence. */
final class KahunaApi {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** A call that waits for its operation is answered within 30 minutes. */
    private static final Duration LONGEST = Duration.ofMinutes(31);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final SignIn signIn;

    KahunaApi(SignIn signIn) {
        this.signIn = signIn;
    }

    /** @param body null for an answer without one */
    record Answer(int status, JsonNode body, @Nullable String secret) {}

    SignIn signIn() {
        return signIn;
    }

    JsonNode get(String path) {
        return call("GET", path, null).body();
    }

    /**
     * @param path below {@code /api/v1}, with its query
     * @param preferences words of the header {@code Prefer}: how the caller would like it
     */
    Answer call(String method, String path, @Nullable JsonNode body, String... preferences) {
        var request = request(path).timeout(LONGEST);
        if (preferences.length > 0) {
            request.header("Prefer", String.join(", ", preferences));
        }
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
        }
        var answer = send(request.build(), HttpResponse.BodyHandlers.ofString());
        var json = read(answer.body());
        if (answer.statusCode() >= 400) {
            throw refusal(answer.statusCode(), json);
        }
        return new Answer(
                answer.statusCode(),
                json,
                answer.headers().firstValue("X-Kowabunga-Secret").orElse(null));
    }

    /** The lines of a stream of events, as they come. To be closed. */
    Stream<String> lines(String path) {
        return lines(path, "");
    }

    /** @param last the id of the event after which to go on; empty: from now on */
    Stream<String> lines(String path, String last) {
        var request = request(path).header("Accept", "text/event-stream");
        if (!last.isEmpty()) {
            request.header("Last-Event-ID", last);
        }
        var answer = send(request.build(), HttpResponse.BodyHandlers.ofLines());
        if (answer.statusCode() >= 400) {
            try (var body = answer.body()) {
                throw refusal(answer.statusCode(), read(body.collect(Collectors.joining("\n"))));
            }
        }
        return answer.body();
    }

    static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static String query(Map<String, String> parameters) {
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(signIn.url() + "/api/v1" + path));
        if (signIn.apiKey() != null) {
            request.header("X-API-Key", signIn.apiKey());
        } else if (signIn.token() != null) {
            request.header("Authorization", "Bearer " + signIn.token());
        }
        return request;
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException failed) {
            throw Refusal.away(
                    "Kahuna at %s cannot be reached. Does it run, and is that its address?".formatted(signIn.url()),
                    failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw Refusal.away("Interrupted.", interrupted);
        }
    }

    private static JsonNode read(String body) {
        try {
            return body.isBlank() ? JsonNodeFactory.instance.nullNode() : Values.JSON.readTree(body);
        } catch (JacksonException _) {
            return JsonNodeFactory.instance.stringNode(body);
        }
    }

    private static Refusal refusal(int status, JsonNode error) {
        var sentence = error.path("reason").asString("");
        if (sentence.isEmpty()) {
            sentence = "The answer was " + status + "; is that the address of a Kahuna?";
        }
        return Refusal.answered(status, status == 401 ? sentence + " Sign in with: kowabunga login" : sentence);
    }
}
