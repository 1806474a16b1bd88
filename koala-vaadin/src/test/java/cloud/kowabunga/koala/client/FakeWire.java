package cloud.kowabunga.koala.client;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How the in-memory Kahuna reads what it is asked and writes what it answers. */
final class FakeWire {
    private FakeWire() {}

    /** The part of a list that was asked for, in the order that was asked for, with the length of the whole. */
    static void list(HttpExchange exchange, List<Map<String, Object>> all, Predicate<Map<String, Object>> filter)
            throws IOException {
        var query = query(exchange);
        var matching = all.stream()
                .filter(filter)
                .sorted(order(query.getOrDefault("sort", "")))
                .toList();
        exchange.getResponseHeaders().set("X-Kowabunga-Total", String.valueOf(matching.size()));
        var offset = Integer.parseInt(query.getOrDefault("offset", "0"));
        var limit = Integer.parseInt(query.getOrDefault("limit", "100"));
        answer(exchange, 200, matching.stream().skip(offset).limit(limit).toList());
    }

    private static Comparator<Map<String, Object>> order(String sort) {
        Comparator<Map<String, Object>> order = (_, _) -> 0;
        for (var field : sort.isEmpty() ? new String[0] : sort.split(",", -1)) {
            var descending = field.startsWith("-");
            var name = snake(descending ? field.substring(1) : field);
            // As in SQL, what is absent is more than all else.
            Comparator<Map<String, Object>> next = Comparator.comparing(
                            (Map<String, Object> row) -> text(row, name).isEmpty())
                    .thenComparing(row -> text(row, name));
            order = order.thenComparing(descending ? next.reversed() : next);
        }
        return order;
    }

    /** A field may be given in camel case, too. */
    private static String snake(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** Whether the row has what the query wants of that field; without a wish every row does. */
    static boolean matches(Map<String, Object> row, String field, Map<String, String> query) {
        var wanted = query.get(field);
        return wanted == null || wanted.equalsIgnoreCase(text(row, field));
    }

    static String text(Map<String, Object> row, String field) {
        return Objects.toString(row.get(field), "");
    }

    static Map<String, String> query(HttpExchange exchange) {
        var query = new HashMap<String, String>();
        var raw = exchange.getRequestURI().getRawQuery();
        if (raw != null) {
            Arrays.stream(raw.split("&", -1))
                    .map(pair -> pair.split("=", 2))
                    .forEach(pair -> query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        }
        return query;
    }

    static void refuse(HttpExchange exchange, int status, String error, String reason) throws IOException {
        var body = new LinkedHashMap<String, Object>();
        body.put("status", status);
        body.put("error", error);
        body.put("reason", reason);
        answer(exchange, status, body);
    }

    static void answer(HttpExchange exchange, int status, @Nullable Object body) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            var bytes = body == null ? new byte[0] : WireJson.MAPPER.writeValueAsBytes(body);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
