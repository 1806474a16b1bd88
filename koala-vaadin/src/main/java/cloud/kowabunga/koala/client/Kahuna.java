package cloud.kowabunga.koala.client;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;

/** The Kahuna that this Koala speaks to, for everybody who signs in. */
public final class Kahuna {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    /** No call that Koala makes waits for an operation, so an answer that takes longer will not come. */
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private final URI api;
    private final HttpClient http;
    private final RestClient rest;
    private final Supplier<Optional<String>> callers;

    /**
     * For programs that nobody visits.
     *
     * @param address scheme, name and port, for example {@code http://127.0.0.1:8480}
     */
    public Kahuna(URI address) {
        this(address, Optional::empty);
    }

    /**
     * @param address scheme, name and port, for example {@code http://127.0.0.1:8480}
     * @param callers the address of whom Koala serves on the thread that asks; empty on a thread that serves nobody
     */
    public Kahuna(URI address, Supplier<Optional<String>> callers) {
        this.callers = callers;
        this.api = URI.create(address.toString().replaceAll("/+$", "") + "/api/v1");
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .build();
        var requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(ANSWER);
        this.rest = RestClient.builder()
                .baseUrl(api)
                .requestFactory(requests)
                .requestInitializer(request -> tell(callers.get(), request))
                .configureMessageConverters(converters -> converters
                        .registerDefaults()
                        .withJsonConverter(new JacksonJsonHttpMessageConverter(WireJson.MAPPER)))
                .defaultStatusHandler(HttpStatusCode::isError, (_, response) -> {
                    throw refusal(response);
                })
                .build();
    }

    /** As somebody who proves themselves with that credential; whether it is good shows with the first call. */
    public KahunaClient as(Credential credential) {
        var whence = new Whence(callers);
        return new KahunaClient(
                rest.mutate()
                        .defaultHeaders(credential::sign)
                        .requestInitializer(request -> tell(whence.address(), request))
                        .build(),
                credential,
                path -> new LiveFeed.Source(http, at(path), credential, whence));
    }

    private static void tell(Optional<String> address, ClientHttpRequest request) {
        address.ifPresent(known -> request.getHeaders().set(Whence.HEADER, known));
    }

    /** Exchanges user and password for a session, or raises {@link KahunaRefusal}. */
    public Credential signIn(String email, String password) {
        return session("/login", new Login(email, password, null));
    }

    /** Exchanges an ID token of the company's identity provider for a session, or raises {@link KahunaRefusal}. */
    public Credential signIn(String idToken) {
        return session("/login/oidc", new Vouched(idToken));
    }

    /** Asks for the mail with which whoever has that address chooses a new password. Says nothing of whether anybody has. */
    public void forgot(String email) {
        tell("/resetPassword", new Forgotten(email));
    }

    /** Sets the password of whoever was given the token, or raises {@link KahunaRefusal}. */
    public void redeem(String token, String password) {
        tell("/resetPassword/redeem", new Redeemed(token, password));
    }

    private void tell(String path, Object told) {
        KahunaClient.asked(() -> rest.post().uri(path).body(told).retrieve().toBodilessEntity());
    }

    private Credential session(String path, Object proof) {
        var answer = KahunaClient.asked(
                () -> rest.post().uri(path).body(proof).retrieve().body(Login.class));
        if (answer == null || answer.jwt() == null) {
            throw new KahunaRefusal(401, "Kahuna did not accept this proof.");
        }
        return new Credential.Session(answer.email(), answer.jwt());
    }

    private URI at(String path) {
        return URI.create(api + path);
    }

    static KahunaRefusal refusal(ClientHttpResponse response) throws IOException {
        return refusal(
                response.getStatusCode().value(),
                new String(response.getBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    static KahunaRefusal refusal(int status, String body) {
        try {
            var told = WireJson.MAPPER.readValue(body, Problem.class);
            if (told != null && told.reason() != null && !told.reason().isBlank()) {
                return new KahunaRefusal(status, told.reason());
            }
        } catch (JacksonException e) {
            // Something between Koala and Kahuna answered, in a form of its own.
        }
        var phrase = HttpStatus.resolve(status);
        return new KahunaRefusal(
                status, "Kahuna answered %d %s.".formatted(status, phrase == null ? "" : phrase.getReasonPhrase()));
    }

    private record Login(
            String email,
            @Nullable String password,
            @Nullable String jwt) {
        @Override
        public String toString() {
            return email;
        }
    }

    private record Vouched(@JsonProperty("id_token") String idToken) {
        @Override
        public String toString() {
            return "Vouched";
        }
    }

    private record Forgotten(String email) {}

    private record Redeemed(String token, String value) {
        @Override
        public String toString() {
            return "Redeemed";
        }
    }

    private record Problem(
            int status, @Nullable String error, @Nullable String reason) {}
}
