package cloud.kowabunga.kahuna.access;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kowabunga.kahuna.KahunaWorld;
import cloud.kowabunga.kahuna.wire.Api;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;

/** Every operation, by every role, on what is one's own and on what is not, as the table in {@code access/matrix.txt} expects it. */
@Timeout(120)
final class MatrixTest {
    private static final Path TABLE = Path.of("src/test/resources/access/matrix.txt");
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
    private static final KahunaWorld WORLD = KahunaWorld.shared();
    private static final Holdings OWN = new Holdings(WORLD);
    private static final Holdings FOREIGN = new Holdings(WORLD);

    /** One row: an operation and what becomes of each of its callers. */
    record Row(String method, String path, List<String> outcomes) {
        static Row of(String line) {
            var words = List.of(line.strip().split("[\\s|]+", -1));
            return new Row(words.get(0), words.get(1), words.subList(2, 8));
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static Stream<Row> rows() throws IOException {
        return Files.readAllLines(TABLE).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Row::of);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void each_caller_gets_what_the_table_says(Row row) throws IOException, InterruptedException {
        expect(row, 0, null, OWN);
        expect(row, 1, Role.USER, OWN);
        expect(row, 2, Role.USER, FOREIGN);
        expect(row, 3, Role.PROJECT_ADMIN, OWN);
        expect(row, 4, Role.PROJECT_ADMIN, FOREIGN);
        expect(row, 5, Role.SUPER_ADMIN, FOREIGN);
    }

    @Test
    void the_table_has_every_operation_and_no_other() throws IOException {
        var table = rows().map(Row::toString).toList();
        assertThat(table).doesNotHaveDuplicates();
        assertThat(new TreeSet<>(table)).isEqualTo(mapped());
        assertThat(new TreeSet<>(Rules.operations())).isEqualTo(mapped());
        assertThat(table).containsAll(documented());
    }

    private static void expect(Row row, int column, @Nullable Role role, Holdings target)
            throws IOException, InterruptedException {
        var expected = row.outcomes().get(column);
        if (expected.equals("-")) {
            return;
        }
        // Each caller is a new one: some of these operations end the key that they are called with.
        var caller = role == null ? null : Person.of(WORLD, role, OWN.team);
        var ids = new HashMap<>(target.ids);
        var meant = target == FOREIGN || caller == null ? Person.of(WORLD, Role.USER, FOREIGN.team) : caller;
        ids.put("userId", meant.id());
        ids.put("tokenId", meant.token());
        if (row.path().contains("{recordId}")) {
            // Nothing keeps a record from being deleted.
            ids.put("recordId", target.record());
        }
        var reply = send(row, ids, caller);
        var why = "%s by %s on %s: %s".formatted(row, role, target == OWN ? "own" : "foreign", reply.body());
        assertThat(reply.status()).as(why).isNotEqualTo(500);
        if (expected.equals("in")) {
            assertThat(reply.status()).as(why).isNotIn(401, 403, 405);
            if (ids.keySet().containsAll(variables(row.path()))) {
                assertThat(reply.status()).as(why).isNotEqualTo(404);
            }
        } else {
            assertThat(reply.status()).as(why).isEqualTo(Integer.parseInt(expected));
        }
        if (role != Role.SUPER_ADMIN) {
            assertThat(reply.body()).as(why).doesNotContain(secretsOf(FOREIGN, variables(row.path())));
        }
    }

    /** What nobody but its owners may read anywhere: the ids of all that is theirs, but for those in the request itself. */
    private static List<String> secretsOf(Holdings holdings, Set<String> asked) {
        return holdings.ids.entrySet().stream()
                .filter(entry -> Owned.ofVariable(entry.getKey()).isPresent() && !asked.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private record Answer(int status, String body) {}

    private static Answer send(Row row, Map<String, String> ids, @Nullable Person caller)
            throws IOException, InterruptedException {
        var path = VARIABLE.matcher(row.path())
                .replaceAll(found -> ids.getOrDefault(found.group(1), "nothing-has-this-id"));
        // A body that cannot be read: whoever may call learns that, and nothing is done.
        var body = Set.of("POST", "PUT").contains(row.method()) ? "{" : null;
        var request = WORLD.request(row.method(), Api.PREFIX + path, body).header("Prefer", "respond-async");
        if (caller != null) {
            request.header("X-API-Key", caller.key());
        }
        var response = WORLD.http().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        var endless = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("text/event-stream"))
                .isPresent();
        try (InputStream stream = response.body()) {
            return new Answer(
                    response.statusCode(), endless ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Set<String> variables(String path) {
        return VARIABLE.matcher(path).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static Set<String> mapped() {
        var routes = new TreeSet<String>();
        WORLD.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(info -> info.getPatternValues().stream()
                        .filter(path -> path.startsWith(Api.PREFIX))
                        .forEach(path -> info.getMethodsCondition().getMethods().stream()
                                .map(method -> method + " " + path.substring(Api.PREFIX.length()))
                                .forEach(routes::add)));
        return routes;
    }

    @SuppressWarnings("unchecked")
    private static Set<String> documented() {
        Map<String, Object> document = new Yaml()
                .load(WORLD.send(WORLD.request("GET", "/api/v1/openapi.yaml", null))
                        .is(200)
                        .text());
        var paths = (Map<String, Map<String, Object>>) Objects.requireNonNull(document.get("paths"));
        return paths.entrySet().stream()
                .flatMap(path -> path.getValue().keySet().stream()
                        .filter(method -> !method.equals("parameters"))
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
                .collect(Collectors.toSet());
    }
}
