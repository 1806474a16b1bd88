package cloud.kowabunga.koala.client;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Projects with what they use and who is in them, over HTTP, made of the resources that the platform has. */
final class FakeTenancy {
    private final FakePlatform platform;

    FakeTenancy(FakePlatform platform) {
        this.platform = platform;
    }

    void projects(HttpExchange exchange) throws IOException {
        var ids = Arrays.asList(FakeWire.query(exchange).getOrDefault("id", "").split(",", -1));
        FakeWire.list(
                exchange,
                platform.resources("project").stream().map(this::row).toList(),
                row -> ids.equals(List.of("")) || ids.contains(FakeWire.text(row, "id")));
    }

    private Map<String, Object> row(Map<String, Object> project) {
        var row = new LinkedHashMap<String, Object>();
        row.put("id", Objects.requireNonNull(project.get("id")));
        row.put("name", Objects.requireNonNull(project.get("name")));
        row.put("quotas", Objects.requireNonNullElse(object(project).get("quotas"), Map.of()));
        row.put("usage", platform.usage());
        row.put("cost", Map.of("price", 12.5, "currency", "EUR"));
        return row;
    }

    /** Those of teams that are not there as resources are members of nothing. */
    void members(HttpExchange exchange, String project) throws IOException {
        var teams = lines(found("project", project), "teams").stream()
                .map(team -> found("team", team))
                .filter(Objects::nonNull)
                .toList();
        var users = teams.stream()
                .flatMap(team -> lines(team, "users").stream())
                .distinct()
                .map(user -> found("user", user))
                .filter(Objects::nonNull)
                .map(user -> member(user, teams))
                .toList();
        FakeWire.list(exchange, users, _ -> true);
    }

    /** Whoever does not administer the cloud reads their own alone. */
    private Map<String, Object> member(Map<String, Object> user, List<Map<String, Object>> teams) {
        var id = FakeWire.text(user, "id");
        var all = platform.role().equals("superAdmin");
        var own = teams.stream()
                .filter(team -> lines(team, "users").contains(id))
                .map(team -> Map.<String, Object>of(
                        "id", FakeWire.text(team, "id"), "name", FakeWire.text(team, "name"), "readable", all))
                .toList();
        return Map.of(
                "id",
                id,
                "name",
                FakeWire.text(user, "name"),
                "role",
                Objects.requireNonNullElse(object(user).get("role"), "user"),
                "readable",
                all || id.equals(FakeRights.SELF),
                "teams",
                own);
    }

    private @Nullable Map<String, Object> found(String kind, String id) {
        return platform.resource(kind, id).orElse(null);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Map<String, Object> row) {
        return (Map<String, Object>) Objects.requireNonNull(row.get("object"));
    }

    private static List<String> lines(@Nullable Map<String, Object> row, String field) {
        return row != null && object(row).get(field) instanceof List<?> many
                ? many.stream().map(String::valueOf).toList()
                : List.of();
    }
}
