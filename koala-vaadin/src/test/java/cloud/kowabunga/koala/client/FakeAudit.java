package cloud.kowabunga.koala.client;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** Who did what, over HTTP. */
final class FakeAudit {
    private final FakePlatform platform;

    FakeAudit(FakePlatform platform) {
        this.platform = platform;
    }

    /** @param refused whether the caller administers nothing */
    void read(HttpExchange exchange, boolean refused) throws IOException {
        if (refused) {
            FakeWire.refuse(
                    exchange,
                    403,
                    "Forbidden",
                    "ada has the role user; a projectAdmin or a superAdmin is needed for this.");
            return;
        }
        var query = FakeWire.query(exchange);
        if (!"application/x-ndjson".equals(exchange.getRequestHeaders().getFirst("Accept"))) {
            FakeWire.list(exchange, platform.audit(), row -> matches(row, query));
            return;
        }
        var lines = platform.audit().stream()
                .filter(row -> matches(row, query))
                .map(row -> WireJson.MAPPER.writeValueAsString(row) + "\n")
                .collect(Collectors.joining());
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(lines.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static boolean matches(Map<String, Object> row, Map<String, String> query) {
        var at = Instant.parse(FakeWire.text(row, "at"));
        return (FakeWire.matches(row, "who", query)
                        || FakeWire.text(row, "who_id").equals(query.get("who")))
                && FakeWire.matches(row, "noun", query)
                && FakeWire.matches(row, "resource", query)
                && (FakeWire.matches(row, "operation", query)
                        || (FakeWire.text(row, "noun").equals("operation")
                                && FakeWire.text(row, "resource").equals(query.get("operation"))))
                && FakeWire.matches(row, "result", query)
                && !at.isBefore(Instant.parse(query.getOrDefault("since", "1970-01-01T00:00:00Z")))
                && at.isBefore(Instant.parse(query.getOrDefault("until", "9999-01-01T00:00:00Z")));
    }
}
