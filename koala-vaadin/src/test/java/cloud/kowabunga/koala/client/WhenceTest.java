package cloud.kowabunga.koala.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Kahuna is told for whom Koala asks. */
@Timeout(60)
final class WhenceTest {
    private static final Credential KEY = new Credential.Key("kow_abcdefgh_secret");

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private @Nullable String address;
    private HttpServer server;
    private Kahuna kahuna;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        server.createContext("/api/v1", this::answer);
        server.start();
        kahuna = new Kahuna(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()), () -> Optional.ofNullable(address));
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void a_sign_in_and_every_call_after_it_tell_where_the_person_is_now() throws InterruptedException {
        address = "203.0.113.7";
        kahuna.signIn("ada@example.org", "secret");
        assertThat(next()).isEqualTo("203.0.113.7");
        var ada = kahuna.as(KEY);
        ada.usage("shop");
        assertThat(next()).isEqualTo("203.0.113.7");
        address = "203.0.113.8";
        ada.usage("shop");
        assertThat(next()).isEqualTo("203.0.113.8");
    }

    @Test
    void what_koala_asks_by_itself_is_asked_for_who_was_there_last() throws InterruptedException {
        address = "203.0.113.7";
        var ada = kahuna.as(KEY);
        address = "203.0.113.9";
        var bob = kahuna.as(KEY);
        address = null;
        ada.usage("shop");
        assertThat(next()).isEqualTo("203.0.113.7");
        bob.usage("shop");
        assertThat(next()).isEqualTo("203.0.113.9");
        try (var _ = ada.changes(Silence.INSTANCE)) {
            assertThat(next()).isEqualTo("203.0.113.7");
        }
    }

    @Test
    void a_program_that_nobody_visits_tells_nothing() throws InterruptedException {
        kahuna.as(KEY).usage("shop");
        assertThat(next()).isEmpty();
    }

    private String next() throws InterruptedException {
        var heard = told.poll(20, TimeUnit.SECONDS);
        assertThat(heard).isNotNull();
        return heard;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var headers = exchange.getRequestHeaders().getOrDefault(Whence.HEADER, List.of());
        told.add(String.join(" and ", headers));
        var body = "{\"email\":\"ada@example.org\",\"jwt\":\"a.b.c\",\"price\":1,\"currency\":\"EUR\"}";
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            out.write(body.getBytes(StandardCharsets.UTF_8));
        }
    }

    private enum Silence implements LiveFeed.Listener<Change> {
        INSTANCE;

        @Override
        public void open() {}

        @Override
        public void event(Change event) {}

        @Override
        public void lost() {}

        @Override
        public void refused(KahunaRefusal refusal) {}
    }
}
